using System.Collections.Immutable;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>What is to be learned from, and what a person adds to it.</summary>
public sealed record LearnRequest(CaptureOrigin Origin, CapturedDevice Device, ImmutableArray<Mark> Marks)
{
    /// <summary>Of the profile; null makes one of the device's name.</summary>
    public string? Id { get; init; }

    /// <summary>For people; null takes the device's own name.</summary>
    public string? Name { get; init; }

    public MassagerKind? Kind { get; init; }

    /// <summary>Under which the person gives the capture's bytes away; null where they do not say.</summary>
    public string? Licence { get; init; }

    /// <summary>What the person says that handles are: for a capture that began after discovery.</summary>
    public ImmutableDictionary<ushort, (GattUuid Service, GattUuid Characteristic)> Places { get; init; } = ImmutableDictionary<ushort, (GattUuid Service, GattUuid Characteristic)>.Empty;

    /// <summary>What the person says that bytes are.</summary>
    public ImmutableArray<RoleCorrection> Roles { get; init; } = [];
}
