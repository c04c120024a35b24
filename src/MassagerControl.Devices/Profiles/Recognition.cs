using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Profiles;

/// <summary>How a device is recognised by what it advertises. Nothing of it is proof: what is found after connecting must fit too.</summary>
/// <param name="Names">Exact names; any of them.</param>
public sealed record Recognition(ImmutableArray<string> Names)
{
    /// <summary>What the name may begin with.</summary>
    public ImmutableArray<string> Prefixes { get; init; } = [];

    /// <summary>What the name may have anywhere.</summary>
    public ImmutableArray<string> Contains { get; init; } = [];

    /// <summary>What the name of another device of the same maker begins with: such a device is never this one.</summary>
    public ImmutableArray<string> Excluded { get; init; } = [];

    /// <summary>Services that it may advertise.</summary>
    public ImmutableArray<GattUuid> Services { get; init; } = [];

    public ImmutableArray<CompanyMatch> Companies { get; init; } = [];

    /// <summary>Nobody knows what the device advertises: a person must name the profile.</summary>
    public bool Unknown { get; init; }
}

/// <summary>Manufacturer data that it may advertise.</summary>
/// <param name="Company">Assigned by the Bluetooth SIG, or squatted.</param>
/// <param name="Offset">Where the data is, in bytes behind the company's number.</param>
/// <param name="Data">Empty where only the company is known.</param>
/// <param name="Mask">Bits that count; as long as the data, or empty for all.</param>
public sealed record CompanyMatch(ushort Company, int Offset, ImmutableArray<byte> Data, ImmutableArray<byte> Mask);
