using MassagerControl.Core.Screening;

namespace MassagerControl.Runtime.CheckIn;

/// <summary>What follows from a check-in, in words.</summary>
public static class CheckInText
{
    /// <summary>What is gentler than usual, one line each.</summary>
    public static IEnumerable<string> Limits(CheckInVerdict verdict)
    {
        foreach (var ceiling in verdict.Ceilings)
            yield return $"at most {ceiling.Cap}: {ceiling.Reason}";
        if (verdict.Press is { } press)
            yield return $"presses last {press.Longest.TotalSeconds:0.##} s at most: {press.Reason}";
        if (verdict.StartCap is { } start)
            yield return $"starts at {start.Cap} or the lowest level: {start.Reason}";
    }

    /// <summary>Why there is no session, one line each; empty where there may be one, and for an emergency, which has words of its own.</summary>
    public static IEnumerable<string> Refusals(CheckInVerdict verdict) => verdict.Emergency.IsEmpty
        ? verdict.Refusals.Select(reason => reason.Text).Concat(verdict.LocksHere.Select(Closed))
        : [];

    public static string Closed(CheckInLock closed)
    {
        var until = closed.Until is { } end ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" until {end:yyyy-MM-dd HH:mm}") : "";
        return $"this place stays closed{until}: {closed.Reason}";
    }
}
