using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Control;

/// <summary>What views may see: the immutable session and what the device said of itself.</summary>
/// <param name="At">Since the session began.</param>
/// <param name="BatteryPercent">0–100, null until reported.</param>
public sealed record SessionSnapshot(Session Session, TimeSpan At, int? BatteryPercent, Phrase? Notice)
{
    /// <summary>Received signal strength in dBm when the link was made; null where the radio does not know.</summary>
    public int? SignalDbm { get; init; }
}
