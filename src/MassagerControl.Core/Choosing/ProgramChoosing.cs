using System.Collections.Immutable;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Programs;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Choosing;

/// <summary>Which programs fit a place, a device, a past and a day. Pure; the rules are told in docs/choosing.md. It advises only: what may run is decided at the intake.</summary>
public static class ProgramChoosing
{
    /// <summary>Suggestions at most.</summary>
    public const int Most = 3;

    /// <summary>Calm sessions in a row at a place before harder bands are suggested there; this project's own choice.</summary>
    public const int CalmSessions = 3;

    /// <summary>A band that reaches above this is a harder one. The sources begin their usual one at 5.</summary>
    public const int GentleTop = 5;

    public static ChoosingResult Choose(ChoiceSituation situation)
    {
        var known = PlaceExperience.Of(situation);
        var candidates = situation.Candidates.OrderBy(candidate => candidate.Program.Id, StringComparer.Ordinal).ToArray();
        var judged = candidates.Select(candidate => (Candidate: candidate, Against: Against(candidate, situation, known))).ToArray();
        var open = judged.Where(one => one.Against.IsEmpty).Select(one => one.Candidate).OrderBy(candidate => Rank(candidate, situation, known)).ToArray();
        var chosen = open.Take(Most).ToArray();
        return new(
            [.. chosen.Select(candidate => new Suggestion(candidate.Program, SuggestionReasons.For(candidate, situation, known)))],
            [.. judged.Where(one => !chosen.Contains(one.Candidate)).Select(one => Other(one.Candidate, one.Against, situation))]);
    }

    internal static bool IsHarder(Program program) => program.Band.High.Value > GentleTop;

    /// <summary>It takes the place of longer ones in a first session.</summary>
    internal static bool IsStarter(Program program, ChoiceSituation situation) => situation.Candidates.Any(other => other.Program.Starter == program.Id);

    /// <summary>It lets the strength come and go, and this device has too few levels for that, or takes them too seldom.</summary>
    internal static bool IsFlattened(Program program, MassagerTraits massager) => program.Steps.Select(PatternOf).Any(pattern => pattern is not null && pattern.On(massager.Scale, massager.LevelGap) is null);

    private static LevelPattern? PatternOf(ProgramStep step) => step switch
    {
        WarmUp warmUp => warmUp.Pattern,
        Cycle cycle => cycle.Pattern,
        CoolDown coolDown => coolDown.Pattern,
        _ => null,
    };

    private static NotSuggested Other(ProgramCandidate candidate, ImmutableArray<Phrase> against, ChoiceSituation situation) => new(
        candidate.Program,
        IsPossible(candidate, situation),
        against.IsEmpty ? [Phrase.Of($"{Most} others come first here")] : against);

    private static bool IsPossible(ProgramCandidate candidate, ChoiceSituation situation) =>
        situation.Closed.IsEmpty && candidate.Against.IsEmpty && !ExceedsRoom(candidate, situation);

    /// <summary>Every reason why it is not suggested; what forbids it comes first.</summary>
    private static ImmutableArray<Phrase> Against(ProgramCandidate candidate, ChoiceSituation situation, PlaceExperience known) =>
    [
        .. situation.Closed,
        .. candidate.Against,
        .. candidate.Against.IsEmpty && ExceedsRoom(candidate, situation)
            ? [Phrase.Of($"{candidate.Press.TotalSeconds:0} s of press; only {situation.Room!.Value.TotalSeconds:0} s are left today")]
            : Array.Empty<Phrase>(),
        .. candidate.Replacement is { } other ? [Phrase.Of($"the first session here runs {other} instead")] : Array.Empty<Phrase>(),
        .. IsHarder(candidate.Program) ? TooHard(candidate.Program, situation, known) : [],
    ];

    private static IEnumerable<Phrase> TooHard(Program program, ChoiceSituation situation, PlaceExperience known)
    {
        if (situation.Gentle is { } gentle)
            yield return Phrase.Of($"it aims for up to {program.Band.High}: {gentle.Limit.Reason}");
        else if (known.CalmInARow < CalmSessions)
            yield return Phrase.Of($"it aims for up to {program.Band.High}: that opens after {Phrase.Count(CalmSessions, "calm session")} in a row here; so far {known.CalmInARow}");
    }

    private static bool ExceedsRoom(ProgramCandidate candidate, ChoiceSituation situation) => situation.Room is { } room && candidate.Press > room;

    /// <summary>The lowest comes first; of equals the first by id. In a gentle time the band decides before all else, so that it never makes the choice harder.</summary>
    private static (int, int, int, int, int, int, int, int, double) Rank(ProgramCandidate candidate, ChoiceSituation situation, PlaceExperience known)
    {
        var (program, high) = (candidate.Program, candidate.Program.Band.High.Value);
        var isStarter = IsStarter(program, situation);
        return (
            situation.Gentle is null ? 0 : high,
            isStarter == known.IsNew ? 0 : 1,
            program.Helper ? 1 : 0,
            IsFlattened(program, situation.Massager) ? 1 : 0,
            known.IsNew ? high : 0,
            -known.CalmWith.GetValueOrDefault(program.Id),
            program.Areas.IsEmpty ? 1 : 0,
            -high,
            candidate.Press.TotalSeconds);
    }
}
