using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.CheckIn;

/// <summary>What follows from a check-in, in words.</summary>
public static class CheckInText
{
    /// <summary>What is gentler than usual, one line each.</summary>
    public static IEnumerable<string> Limits(CheckInVerdict verdict, Language language)
    {
        foreach (var ceiling in verdict.Ceilings)
            yield return $"at most {ceiling.Cap}: {language.Say(ceiling.Reason)}";
        if (verdict.Press is { } press)
            yield return $"presses last {press.Longest.TotalSeconds:0.##} s at most: {language.Say(press.Reason)}";
        if (verdict.StartCap is { } start)
            yield return $"starts at {start.Cap} or the lowest level: {language.Say(start.Reason)}";
    }

    /// <summary>Why there is no session, one line each; empty where there may be one, and for an emergency, which has words of its own.</summary>
    public static IEnumerable<string> Refusals(CheckInVerdict verdict, Language language) => verdict.Emergency.IsEmpty
        ? verdict.Refusals.Select(reason => language.Say(reason.Words)).Concat(verdict.LocksHere.Select(closed => Closed(closed, language)))
        : [];

    public static string Closed(CheckInLock closed, Language language)
    {
        var until = closed.Until is { } end ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" until {end:yyyy-MM-dd HH:mm}") : "";
        return $"this place stays closed{until}: {language.Say(closed.Reason)}";
    }
}
