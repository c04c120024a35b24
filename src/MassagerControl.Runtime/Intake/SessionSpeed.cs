namespace MassagerControl.Runtime.Intake;

/// <summary>How fast the time of a session goes.</summary>
/// <param name="Factor">2 is twice as fast as real time; null: as fast as it goes.</param>
public sealed record SessionSpeed(double? Factor)
{
    public bool IsReal => Factor == 1;
}
