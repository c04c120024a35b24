using System.Collections.Immutable;

namespace MassagerControl.Devices.Profiles;

/// <summary>How much the source of a profile is worth.</summary>
public enum Confidence
{
    /// <summary>A device of this project that exists in the simulator only.</summary>
    Virtual,

    /// <summary>The source says that it was tried on hardware.</summary>
    Tested,

    /// <summary>Bytes from an own capture of the maker's app with the device: seen on the air, not sent by this program.</summary>
    Captured,

    /// <summary>Seen in working code.</summary>
    Code,

    /// <summary>Described in a document or a decompiled fragment; no public working client.</summary>
    Prose,

    /// <summary>Only a type or header exists.</summary>
    Declaration,
    Guess,
}

/// <summary>Where a profile comes from and what nobody knows about the device.</summary>
public sealed record Provenance
{
    public required ImmutableArray<ProfileSource> Sources { get; init; }

    public required Confidence Confidence { get; init; }

    /// <summary>Somebody of this project drove the device with this profile.</summary>
    public required bool VerifiedOnHardware { get; init; }

    public required ImmutableArray<string> Unknown { get; init; }

    /// <summary>The firmware that the source speaks of; null where it names none.</summary>
    public FirmwareRange? Firmware { get; init; }
}

public sealed record ProfileSource(string Title, string Licence);

/// <summary>Versions as the field <c>version</c> counts them. A device that says another one when connecting is not driven.</summary>
/// <param name="Text">The range as the source writes it.</param>
public sealed record FirmwareRange(long Least, long Most, string Text)
{
    public bool Has(long version) => version >= Least && version <= Most;
}
