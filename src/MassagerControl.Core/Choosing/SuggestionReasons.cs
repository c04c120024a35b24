using System.Collections.Immutable;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Core.Choosing;

/// <summary>What speaks for a suggestion, in words.</summary>
internal static class SuggestionReasons
{
    public static ImmutableArray<Phrase> For(ProgramCandidate candidate, ChoiceSituation situation, PlaceExperience known) =>
        [.. OfPast(candidate, situation, known), .. OfProgram(candidate, situation), .. OfSources(candidate)];

    private static IEnumerable<Phrase> OfPast(ProgramCandidate candidate, ChoiceSituation situation, PlaceExperience known)
    {
        if (situation.Gentle is { } gentle)
            yield return gentle.Limit.Reason;
        if (known.Anywhere == 0)
            yield return "your first session: begin gently";
        else if (known.IsNew)
            yield return "your first session here: begin gently";
        else if (known.CalmWith.GetValueOrDefault(candidate.Program.Id) is > 0 and var times)
            yield return Phrase.Of($"calm here before: {Phrase.Count(times, "session")}");
        if (ProgramChoosing.IsHarder(candidate.Program))
            yield return Phrase.Of($"{Phrase.Count(known.CalmInARow, "calm session")} in a row here: harder ones are open");
    }

    private static IEnumerable<Phrase> OfProgram(ProgramCandidate candidate, ChoiceSituation situation)
    {
        var program = candidate.Program;
        yield return Phrase.Of($"aims for a discomfort of {program.Band.Low}–{program.Band.High}");
        if (program.Tools.Contains(situation.Massager.Kind))
            yield return Phrase.Of($"fits a {KindText.Word(situation.Massager.Kind)}");
        if (program.Areas.Contains(situation.Place.Area))
            yield return "written for this area";
        if (situation.Room is { } room)
            yield return Phrase.Of($"{candidate.Press.TotalSeconds:0} s of press; {room.TotalSeconds:0} s are left today");
        else
            yield return Phrase.Of($"{candidate.Press.TotalSeconds:0} s of press");
        if (ProgramChoosing.IsFlattened(program, situation.Massager))
            yield return "its strength stays even on this device, which has too few levels or takes them too seldom";
        if (program.Helper)
            yield return "somebody else holds the massager";
    }

    /// <summary>What the sources do not agree on stays two things that are said.</summary>
    private static IEnumerable<Phrase> OfSources(ProgramCandidate candidate) =>
        candidate.Program.Differing.Select(source => Phrase.Of($"another source differs: {source.Title}: {source.Says}"));
}
