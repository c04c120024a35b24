namespace MassagerControl.Chaos.Judging;

/// <summary>A stretch in which the motor must be off.</summary>
internal sealed class Demand(TimeSpan from, string why)
{
    public TimeSpan From { get; } = from;

    public TimeSpan To { get; set; } = TimeSpan.MaxValue;

    public string Why { get; } = why;

    /// <summary>Also when a button of the device turned it on.</summary>
    public bool Foreign { get; init; }
}
