using MassagerControl.Core.Doses;

namespace MassagerControl.Runtime.Storage;

/// <summary>A session that has begun in the store.</summary>
public sealed record BegunSession(long Id, NewSession Beginning)
{
    public string Mark => StoredSession.MarkOf(Beginning.Began.Wall, Id);

    /// <summary>The dose so far, rounded up to whole milliseconds: so it is the same in every file, and never 0 where the motor ran.</summary>
    public DoseEntry Dose(ClockReading at, TimeSpan press) => new(Mark, Id, at, Beginning.Area, Beginning.Side, RoundedUp(press), Beginning.Device);

    private static TimeSpan RoundedUp(TimeSpan press) => TimeSpan.FromMilliseconds((long)Math.Ceiling(press.TotalMilliseconds));
}
