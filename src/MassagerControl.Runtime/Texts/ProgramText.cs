using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Programs;
using MassagerControl.Core.Sessions;
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
        yield return language.Say($"For {Phrase.Join(", ", program.Tools.Select(KindText.Word))}; aims for a discomfort of {program.Band}.");
        if (program.Ceiling is { } ceiling)
            yield return language.Say($"Never above {ceiling}.");
        if (program.Starter is { } starter)
            yield return language.Say($"The first session in an area runs {starter} instead.");
        if (program.MostPress is { } most)
            yield return language.Say($"At most {Seconds(most)} s of press in a session.");
        if (program.Helper)
            yield return language.Say("Somebody else holds the massager; who lies there rates and has STOP.");
        if (!program.Areas.IsEmpty)
            yield return language.Say($"Areas: {string.Join(", ", program.Areas)}.");
        yield return "";
        foreach (var step in program.Steps)
            foreach (var line in Lines(step, language))
                yield return line;
        yield return "";
        yield return language.Say("Sources:");
        foreach (var source in program.Sources)
            yield return Source(source, language);
        if (!program.Differing.IsEmpty)
            yield return language.Say("Others say something else:");
        foreach (var source in program.Differing)
            yield return Source(source, language);
    }

    private static string Source(ProgramSource source, Language language) => $"  {language.SayText(source.Title)}: {language.SayText(source.Says)}";

    private static IEnumerable<string> Lines(ProgramStep step, Language language)
    {
        yield return "  " + language.Say(Step(step));
        if (step is not Cycle cycle)
            yield break;
        foreach (var cue in cycle.Cues)
            yield return "    " + language.Say(cue.Rep is { } rep ? Phrase.Of($"rep {rep}, {Seconds(cue.At)} s: {Phrase.Verbatim(cue.Say)}") : Phrase.Of($"{Seconds(cue.At)} s: {Phrase.Verbatim(cue.Say)}"));
        if (!cycle.Growth.IsEmpty)
            yield return "    " + language.Say($"from session to session: {Phrase.Join(", ", cycle.Growth.Select(Seconds))} s");
    }

    public static void Write(Utf8JsonWriter json, MassageProgram program) => Write(json, program, Language.English);

    /// <param name="language">Of its name and summary.</param>
    public static void Write(Utf8JsonWriter json, MassageProgram program, Language language)
    {
        json.WriteStartObject();
        json.WriteString("id", program.Id);
        json.WriteString("name", language.SayText(program.Name));
        json.WriteString("summary", language.SayText(program.Summary));
        json.List("sources", program.Sources, source => Write(json, source));
        if (!program.Differing.IsEmpty)
            json.List("differing", program.Differing, source => Write(json, source));
        json.WriteStartObject("band");
        json.WriteNumber("low", program.Band.Low.Value);
        json.WriteNumber("high", program.Band.High.Value);
        json.WriteEndObject();
        json.List("tools", Tools(program.Tools), json.WriteStringValue);
        if (program.Starter is { } starter)
            json.WriteString("starter", starter);
        if (program.Ceiling is { } ceiling)
            json.Percent("ceiling", ceiling.Percent);
        if (!program.Areas.IsEmpty)
            json.List("areas", program.Areas, json.WriteStringValue);
        if (program.Helper)
            json.WriteBoolean("helper", true);
        if (program.MostPress is { } most)
            json.Seconds("mostPress", most);
        json.List("steps", program.Steps, step => Write(json, step));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ProgramSource source)
    {
        json.WriteStartObject();
        json.WriteString("title", source.Title);
        json.WriteString("says", source.Says);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ProgramStep step)
    {
        json.WriteStartObject();
        switch (step)
        {
            case WarmUp warmUp:
                Motor(json, "warmUp", warmUp.Duration, warmUp.Target.Percent);
                Write(json, warmUp.Pattern);
                break;
            case CoolDown coolDown:
                Motor(json, "coolDown", coolDown.Duration, coolDown.Target.Percent);
                Write(json, coolDown.Pattern);
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
        json.WriteString("motion", Word(cycle.Motion));
        Write(json, cycle.Pattern);
        if (!cycle.Cues.IsEmpty)
            json.List("cues", cycle.Cues, cue => Write(json, cue));
        if (!cycle.Growth.IsEmpty)
            json.List("grows", cycle.Growth, press => json.WriteNumberValue(press.TotalSeconds));
    }

    private static void Write(Utf8JsonWriter json, StepCue cue)
    {
        json.WriteStartObject();
        json.Seconds("at", cue.At);
        json.WriteString("say", cue.Say);
        if (cue.Rep is { } rep)
            json.WriteNumber("rep", rep);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LevelPattern? pattern)
    {
        if (pattern is null)
            return;
        json.WriteStartObject("pattern");
        json.WriteString("shape", Word(pattern.Shape));
        json.Percent("low", pattern.Low.Percent);
        json.Seconds("period", pattern.Period);
        json.WriteEndObject();
    }

    private static Phrase Step(ProgramStep step) => step switch
    {
        WarmUp warmUp => With(Phrase.Of($"warm up {Seconds(warmUp.Duration)} s"), warmUp.Pattern),
        CoolDown coolDown => With(Phrase.Of($"cool down {Seconds(coolDown.Duration)} s"), coolDown.Pattern),
        Guided guided => Phrase.Of($"{guided.Text} ({Seconds(guided.Duration)} s)"),
        Cycle { EndsOnEased: true } cycle => Phrase.Of($"{Presses(cycle)}, ends when it eases"),
        Cycle cycle => Presses(cycle),
        _ => throw new ArgumentException($"Unknown step {step.GetType().Name}.", nameof(step)),
    };

    private static Phrase Presses(Cycle cycle) =>
        With(Phrase.Of($"press {Range(cycle.Press)} s, release {Seconds(cycle.Release)} s, {Times(cycle.Reps)}"), cycle.Pattern);

    private static Phrase With(Phrase step, LevelPattern? pattern) => pattern switch
    {
        null => step,
        { Shape: PatternShape.Wave } wave => Phrase.Of($"{step} in waves of {Seconds(wave.Period)} s, {wave.Low} to {wave.High}"),
        var swing => Phrase.Of($"{step} in swings of {Seconds(swing.Period)} s, {swing.Low} to {swing.High}"),
    };

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static Phrase Range(PressRange press) => $"{Seconds(press.Usual)} ({Seconds(press.Shortest)}–{Seconds(press.Longest)})";

    private static Phrase Times(RepRange reps) => reps switch
    {
        { Usual: 1, Most: 1 } => "1 time",
        _ when reps.Fewest == reps.Most => Phrase.Of($"{reps.Usual} times"),
        _ => Phrase.Of($"{reps.Usual} ({reps.Fewest}–{reps.Most}) times"),
    };

    private static Phrase Seconds(TimeSpan time) => $"{time.TotalSeconds:0.###}";

    private static IEnumerable<string> Tools(ImmutableArray<MassagerKind> tools) => tools.Select(Word);
}
