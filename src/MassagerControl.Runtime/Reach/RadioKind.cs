using MassagerControl.Core;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Runtime.Reach;

/// <summary>One way to reach devices, by the name that a person gives it on the command line. A composition root may add its own.</summary>
/// <param name="Name">In front of the colon, e.g. <c>bluez</c>.</param>
/// <param name="Form">How it is written, e.g. <c>bluez[:ADAPTER]</c>.</param>
/// <param name="Simulated">Nothing that it reaches has a motor.</param>
/// <param name="Open">Makes the radio; touches no device. Fails with <see cref="GattException"/> only.</param>
public sealed record RadioKind(string Name, string Form, bool Simulated, Func<RadioRequest, OpenRadio> Open)
{
    /// <summary>What may stand behind the colon.</summary>
    public RadioArgument Argument { get; init; } = RadioArgument.None;

    /// <summary>Makes what stands behind the colon mean the same from everywhere, e.g. a path absolute.</summary>
    public Func<string, string> Complete { get; init; } = static argument => argument;

    /// <summary>Why what stands behind the colon cannot be used; null where it can, as far as looking tells.</summary>
    public Func<string, Phrase?> Problem { get; init; } = static _ => null;

    /// <summary>It reaches real devices from this computer: the first of these is used when nobody names a radio.</summary>
    public bool IsNative { get; init; }
}

/// <summary>Whether a radio's name is followed by a colon and more.</summary>
public enum RadioArgument
{
    None,
    Optional,
    Required,
}
