using MassagerControl.Core;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.CheckIn;

/// <summary>What follows from a check-in, in words.</summary>
public static class CheckInText
{
    /// <summary>What is gentler than usual, one line each.</summary>
    public static IEnumerable<string> Limits(CheckInVerdict verdict, Language language)
    {
        foreach (var ceiling in verdict.Ceilings)
            yield return language.Say($"at most {ceiling.Cap}: {ceiling.Reason}");
        if (verdict.Press is { } press)
            yield return language.Say($"presses last {press.Longest.TotalSeconds:0.##} s at most: {press.Reason}");
        if (verdict.StartCap is { } start)
            yield return language.Say($"starts at {start.Cap} or the lowest level: {start.Reason}");
    }

    /// <summary>Why there is no session, one line each; empty where there may be one, and for an emergency, which has words of its own.</summary>
    public static IEnumerable<string> Refusals(CheckInVerdict verdict, Language language) => verdict.Emergency.IsEmpty
        ? verdict.Refusals.Select(reason => language.Say(reason.Words)).Concat(verdict.LocksHere.Select(closed => Closed(closed, language)))
        : [];

    public static string Closed(CheckInLock closed, Language language) => language.Say(closed.Until is { } end
        ? Phrase.Of($"this place stays closed until {LocalTime.Written(end)}: {closed.Reason}")
        : Phrase.Of($"this place stays closed: {closed.Reason}"));
}
