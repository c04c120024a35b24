using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Programs;
using MassagerControl.Devices.Json;

using MassageProgram = MassagerControl.Core.Programs.Program;

namespace MassagerControl.Runtime.Texts;

/// <summary>A program in words, and as JSON in the format of its file.</summary>
public static class ProgramText
{
    public static string Row(MassageProgram program, Language language) =>
        $"{program.Id,-22} {language.SayText(program.Name)}: {string.Join(", ", program.Steps.Select(step => language.Say(Step(step))))}";

    public static IEnumerable<string> Page(MassageProgram program, Language language)
    {
        yield return $"{program.Id}: {language.SayText(program.Name)}";
        yield return language.SayText(program.Summary);
        yield return language.Say($"For {Phrase.Join(", ", program.Tools.Select(ToolText.Word))}; aims for a discomfort of {program.Band}.");
        if (program.Ceiling is { } ceiling)
            yield return language.Say($"Never above {ceiling}.");
        if (program.Starter is { } starter)
            yield return language.Say($"The first session in an area runs {starter} instead.");
        yield return "";
        foreach (var step in program.Steps)
            yield return "  " + language.Say(Step(step));
        yield return "";
        yield return language.Say("Sources:");
        foreach (var source in program.Sources)
            yield return $"  {source.Title}: {language.SayText(source.Says)}";
    }

    public static void Write(Utf8JsonWriter json, MassageProgram program) => Write(json, program, Language.English);

    /// <param name="language">Of its name and summary.</param>
    public static void Write(Utf8JsonWriter json, MassageProgram program, Language language)
    {
        json.WriteStartObject();
        json.WriteString("id", program.Id);
        json.WriteString("name", language.SayText(program.Name));
        json.WriteString("summary", language.SayText(program.Summary));
        json.List("sources", program.Sources, source =>
        {
            json.WriteStartObject();
            json.WriteString("title", source.Title);
            json.WriteString("says", source.Says);
            json.WriteEndObject();
        });
        json.WriteStartObject("band");
        json.WriteNumber("low", program.Band.Low.Value);
        json.WriteNumber("high", program.Band.High.Value);
        json.WriteEndObject();
        json.List("tools", Tools(program.Tools), json.WriteStringValue);
        if (program.Starter is { } starter)
            json.WriteString("starter", starter);
        if (program.Ceiling is { } ceiling)
            json.Percent("ceiling", ceiling.Percent);
        json.List("steps", program.Steps, step => Write(json, step));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ProgramStep step)
    {
        json.WriteStartObject();
        switch (step)
        {
            case WarmUp warmUp:
                Motor(json, "warmUp", warmUp.Duration, warmUp.Target.Percent);
                break;
            case CoolDown coolDown:
                Motor(json, "coolDown", coolDown.Duration, coolDown.Target.Percent);
                break;
            case Guided guided:
                json.WriteString("do", "guided");
                json.Seconds("seconds", guided.Duration);
                json.WriteString("text", guided.Text);
                break;
            case Cycle cycle:
                Write(json, cycle);
                break;
        }
        json.WriteEndObject();
    }

    private static void Motor(Utf8JsonWriter json, string kind, TimeSpan duration, double target)
    {
        json.WriteString("do", kind);
        json.Seconds("seconds", duration);
        json.Percent("target", target);
    }

    private static void Write(Utf8JsonWriter json, Cycle cycle)
    {
        json.WriteString("do", "cycle");
        json.WriteStartObject("press");
        json.Seconds("shortest", cycle.Press.Shortest);
        json.Seconds("usual", cycle.Press.Usual);
        json.Seconds("longest", cycle.Press.Longest);
        json.WriteEndObject();
        json.Seconds("ramp", cycle.Ramp);
        json.Seconds("release", cycle.Release);
        json.WriteStartObject("reps");
        json.WriteNumber("fewest", cycle.Reps.Fewest);
        json.WriteNumber("usual", cycle.Reps.Usual);
        json.WriteNumber("most", cycle.Reps.Most);
        json.WriteEndObject();
        json.Percent("target", cycle.Target.Percent);
        json.WriteBoolean("endsOnEased", cycle.EndsOnEased);
    }

    private static Phrase Step(ProgramStep step) => step switch
    {
        WarmUp warmUp => Phrase.Of($"warm up {Seconds(warmUp.Duration)} s"),
        CoolDown coolDown => Phrase.Of($"cool down {Seconds(coolDown.Duration)} s"),
        Guided guided => Phrase.Of($"{guided.Text} ({Seconds(guided.Duration)} s)"),
        Cycle cycle => Phrase.Of($"press {Range(cycle.Press)} s, release {Seconds(cycle.Release)} s, {Times(cycle.Reps)}"),
        _ => throw new ArgumentException($"Unknown step {step.GetType().Name}.", nameof(step)),
    };

    private static Phrase Range(PressRange press) => $"{Seconds(press.Usual)} ({Seconds(press.Shortest)}–{Seconds(press.Longest)})";

    private static Phrase Times(RepRange reps) => reps switch
    {
        { Usual: 1, Most: 1 } => "1 time",
        _ when reps.Fewest == reps.Most => Phrase.Of($"{reps.Usual} times"),
        _ => Phrase.Of($"{reps.Usual} ({reps.Fewest}–{reps.Most}) times"),
    };

    private static Phrase Seconds(TimeSpan time) => $"{time.TotalSeconds:0.###}";

    private static IEnumerable<string> Tools(ImmutableArray<MassagerKind> tools) => tools.Select(tool => JsonNamingPolicy.CamelCase.ConvertName(tool.ToString()));
}
