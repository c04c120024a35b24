using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>Bytes from a capture, and what the profile must make of them.</summary>
/// <param name="Level">The driver is asked for it; null for others.</param>
/// <param name="Operation">It is sent, or what was heard is this one; empty for what the device told.</param>
/// <param name="Notification">What the device told; empty for writes.</param>
public sealed record CapturedVector(string Name, int? Level, string Operation, string Notification, ImmutableArray<CapturedWrite> Frames)
{
    /// <summary>Numbers that stand in it.</summary>
    public ImmutableArray<(string Name, long Value)> Fields { get; init; } = [];

    /// <summary>Only read, never written again: it carries a number that counts.</summary>
    public bool OnlyHeard { get; init; }
}

/// <param name="Endpoint">By the profile's name for it.</param>
public sealed record CapturedWrite(string Endpoint, WriteMode Mode, ImmutableArray<byte> Bytes);
