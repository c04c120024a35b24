using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Devices.Simulation;

/// <summary>Something that goes wrong in a simulated device. docs/faults.md describes each.</summary>
public abstract record Fault;

/// <summary>A fault that lasts.</summary>
/// <param name="For">Null for ever.</param>
public abstract record LastingFault(TimeSpan? For) : Fault;

/// <summary>A fault that befalls the next few writes or notifications.</summary>
/// <param name="Times">1 or more.</param>
public abstract record CountedFault(int Times) : Fault;

/// <summary>The link breaks, and the device cannot be reached until the time is over.</summary>
public sealed record DropLink(TimeSpan? For) : LastingFault(For);

/// <summary>Commands work at once; whatever the device says comes later.</summary>
public sealed record DelayAnswers(TimeSpan By, TimeSpan? For) : LastingFault(For);

/// <summary>The write arrives; whatever the device says in answer is lost.</summary>
public sealed record LoseAnswer(int Times) : CountedFault(Times);

/// <summary>The write does not arrive; a request is not answered.</summary>
public sealed record LoseWrite(int Times) : CountedFault(Times);

/// <summary>The device says no.</summary>
/// <param name="Code">Of the Attribute Protocol.</param>
public sealed record RefuseWrite(int Times, byte Code) : CountedFault(Times);

/// <summary>Commands work, but the device says nothing at all and cannot be connected to.</summary>
public sealed record Silent(TimeSpan? For) : LastingFault(For);

/// <summary>Commands do not work either.</summary>
public sealed record Hung(TimeSpan? For) : LastingFault(For);

/// <summary>Somebody presses the device's own button.</summary>
public sealed record Button(Level Level) : Fault;

/// <summary>A stop is acknowledged, and the motor goes on.</summary>
public sealed record IgnoreStop(TimeSpan? For) : LastingFault(For);

/// <summary>The motor goes on after the link is gone, whatever the profile says.</summary>
public sealed record KeepRunning : Fault;

/// <summary>No link can be made; one that exists stays.</summary>
public sealed record NeverConnect(TimeSpan? For) : LastingFault(For);

/// <summary>One bit in the middle of a notification is wrong.</summary>
public sealed record CorruptNotification(int Times) : CountedFault(Times);

/// <summary>A notification comes in two halves.</summary>
public sealed record FragmentNotification(int Times) : CountedFault(Times);

/// <summary>When a fault happens.</summary>
/// <param name="At">Since the device was switched on; null for at once.</param>
/// <param name="Write">Together with the n-th write, counted from <paramref name="At"/>; null for none.</param>
/// <param name="Fault">What happens.</param>
public sealed record ScriptedFault(TimeSpan? At, int? Write, Fault Fault);

/// <summary>Faults as data.</summary>
public sealed record FaultScript(ImmutableArray<ScriptedFault> Faults)
{
    public static FaultScript None { get; } = new([]);
}
