using System.Globalization;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Routines;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Routines;

/// <summary>A guided step in words, and as JSON in the format of its file.</summary>
public static class GuidedStepText
{
    public static string Row(GuidedStep step, Language language) => $"{step.Id,-18} {language.Say(step.Kind.Words()),-14} {language.SayText(step.Name)}: {language.Say(Dose(step))}";

    public static IEnumerable<string> Page(GuidedStep step, Language language)
    {
        yield return $"{step.Id}: {language.SayText(step.Name)} ({language.Say(step.Kind.Words())})";
        yield return language.Say(Dose(step));
        yield return "";
        foreach (var line in step.Text)
            yield return $"  {language.SayText(line)}";
        yield return "";
        if (!step.Areas.IsEmpty)
            yield return language.Say(Phrase.Of($"For: {Phrase.Verbatim(string.Join(", ", step.Areas.Select(id => language.Say(BodyAreas.Find(id)!.Name))))}."));
        yield return language.Say("The motor stays off. A twinge ends it.");
        yield return language.Say(Phrase.Of($"Picture: {step.Picture}"));
        yield return "";
        yield return language.Say("Sources:");
        foreach (var source in step.Sources)
            yield return $"  {source.Title}: {source.Says}";
    }

    /// <summary>How long or how often, for a person.</summary>
    public static Phrase Dose(GuidedStep step)
    {
        var dose = step.Dose switch
        {
            TimedDose timed => Time(timed.Hold),
            CountedDose { Breaths: true } breaths => Phrase.Of($"{Count(breaths.Count)} rounds with the breath"),
            CountedDose counted => Phrase.Of($"{Count(counted.Count)} times {Time(counted.Each)}"),
            _ => "as long as you like",
        };
        var sides = step.Sides ? Phrase.Of($"{dose}, left and right") : dose;
        return step.PerDay is { } most ? Phrase.Of($"{sides}; at most {most} times a day") : sides;
    }

    /// <summary>What is counted now, in a line.</summary>
    public static Phrase Count(RoutineState state)
    {
        if (state.Piece is not { } piece)
            return Phrase.Empty;
        if (piece.IsChange)
            return "change to the right side";
        Phrase count = piece.Count > 1 ? state.Guided!.Dose is CountedDose { Breaths: true } ? Phrase.Of($"round {piece.Number} of {piece.Count}") : Phrase.Of($"{piece.Number} of {piece.Count}") : Phrase.Empty;
        Phrase side = piece.Side switch { BodySide.Left => "left side", BodySide.Right => "right side", _ => Phrase.Empty };
        return side == Phrase.Empty ? count : count == Phrase.Empty ? side : Phrase.Of($"{side}, {count}");
    }

    public static void Write(Utf8JsonWriter json, GuidedStep step, Language language)
    {
        json.WriteStartObject();
        json.WriteString("id", step.Id);
        json.WriteString("name", language.SayText(step.Name));
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(step.Kind.ToString()));
        json.List("text", step.Text, line => json.WriteStringValue(language.SayText(line)));
        json.WriteStartObject("dose");
        Write(json, step.Dose);
        json.WriteEndObject();
        json.WriteBoolean("sides", step.Sides);
        json.List("areas", step.Areas, json.WriteStringValue);
        if (step.PerDay is { } most)
            json.WriteNumber("perDay", most);
        json.WriteString("picture", step.Picture);
        json.List("sources", step.Sources, source =>
        {
            json.WriteStartObject();
            json.WriteString("title", source.Title);
            json.WriteString("says", source.Says);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, GuidedDose dose)
    {
        switch (dose)
        {
            case TimedDose timed:
                json.WriteString("count", "seconds");
                Write(json, timed.Hold);
                break;
            case CountedDose counted:
                json.WriteString("count", counted.Breaths ? "breaths" : "reps");
                json.WriteNumber("fewest", counted.Count.Fewest);
                json.WriteNumber("usual", counted.Count.Usual);
                json.WriteNumber("most", counted.Count.Most);
                json.WriteStartObject("each");
                Write(json, counted.Each);
                json.WriteEndObject();
                break;
            default:
                json.WriteString("count", "open");
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, TimeRange time)
    {
        json.Seconds("shortest", time.Shortest);
        json.Seconds("usual", time.Usual);
        json.Seconds("longest", time.Longest);
    }

    private static Phrase Time(TimeRange time)
    {
        if (time.Usual >= TimeSpan.FromMinutes(2))
            return time.Shortest == time.Longest ? Phrase.Of($"{time.Usual.TotalMinutes:0.#} min") : Phrase.Of($"{time.Usual.TotalMinutes:0.#} min ({time.Shortest.TotalMinutes:0.#}–{time.Longest.TotalMinutes:0.#})");
        return time.Shortest == time.Longest ? Phrase.Of($"{time.Usual.TotalSeconds:0.#} s") : Phrase.Of($"{time.Usual.TotalSeconds:0.#} s ({time.Shortest.TotalSeconds:0.#}–{time.Longest.TotalSeconds:0.#})");
    }

    private static Phrase Count(CountRange count) => Phrase.Verbatim(count.Fewest == count.Most
        ? count.Usual.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{count.Usual} ({count.Fewest}–{count.Most})"));
}
