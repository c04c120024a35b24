namespace MassagerControl.Core.Massagers;

/// <summary>What a massager says unasked.</summary>
public abstract record MassagerReport;

/// <summary>The device's own word about its level; may echo a command or come from its button.</summary>
public sealed record LevelReported(Level Level) : MassagerReport;

/// <param name="Percent">0–100.</param>
public sealed record BatteryReported(int Percent) : MassagerReport;

/// <param name="Dbm">Received signal strength, as last known: about -40 beside the radio, -90 at the edge of its reach.</param>
public sealed record SignalReported(int Dbm) : MassagerReport;

/// <summary>A link to the device was made, and nothing was confirmed on it yet: what it confirmed before is old now.</summary>
public sealed record DeviceMet : MassagerReport;

/// <summary>The link is gone; nothing can be sent until the next connect.</summary>
public sealed record LinkLost(string Reason) : MassagerReport
{
    public LossCause Cause { get; init; }
}

/// <summary>Something that a person should know and that stops nothing by itself.</summary>
public record MassagerNotice(Phrase Words) : MassagerReport;

/// <summary>What a person must do at the device now, or that it is done; connecting waits for it.</summary>
public sealed record PersonNotice(Phrase Words) : MassagerNotice(Words);

/// <summary>A frame left for the device (only when tracing).</summary>
/// <param name="Endpoint">The profile's name of the characteristic.</param>
/// <param name="Hex">Upper-case bytes with single spaces.</param>
public sealed record FrameWritten(string Endpoint, string Hex, bool WithResponse) : MassagerReport;

/// <summary>The output was not renewed in time; the driver has turned it off by itself.</summary>
public sealed record LeaseExpired : MassagerReport;
