using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Runtime.Reach;

/// <summary>The device that somebody named: what is known of it and how to make its driver; or why there is none.</summary>
public sealed record ResolvedDevice(MassagerTraits? Traits, MakeMassager? Make, ImmutableArray<Phrase> Errors)
{
    /// <summary>How another process reaches the same device; null for one inside this process, which ends with it.</summary>
    public DeviceAddress? Reach { get; init; }

    /// <summary>What the person calls it; null for a device that is not paired.</summary>
    public string? PairedAs { get; init; }

    /// <summary>The radio that reaches it; null for a device inside this process.</summary>
    public DeviceRoute? Route { get; init; }

    /// <summary>What the person should know of it before it is driven.</summary>
    public ImmutableArray<Phrase> Notes { get; init; } = [];

    public static ResolvedDevice None(params ImmutableArray<Phrase> errors) => new(null, null, errors);
}

/// <returns>Reads files, touches no device.</returns>
public delegate ResolvedDevice FindDevice(DeviceRequest request);

/// <summary>Makes the driver of a massager.</summary>
public delegate MadeMassager MakeMassager(TimeProvider time);
