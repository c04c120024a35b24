namespace MassagerControl.Chaos.Scenarios;

/// <summary>What goes wrong on the computer that runs the session.</summary>
internal enum HostFaultKind
{
    /// <summary>The owner's heartbeat is not heard: nobody renews the lease.</summary>
    OwnerSilent,

    /// <summary>The thread that works for the session hangs in a call; timers and the radio go on.</summary>
    LoopHung,

    /// <summary>The whole process stands still, as after SIGSTOP; its clocks go on.</summary>
    Frozen,

    /// <summary>The machine sleeps: its monotonic clock stands still, the wall clock goes on.</summary>
    Suspended,

    /// <summary>Somebody sets the wall clock.</summary>
    ClockJump,

    /// <summary>The disk of the event log is full.</summary>
    LogFails,
}

/// <summary>A fault of the computer.</summary>
internal sealed record HostFault
{
    public required HostFaultKind Kind { get; init; }

    /// <summary>Seconds since the device was switched on; of no weight for <see cref="HostFaultKind.LogFails"/>.</summary>
    public double At { get; init; }

    /// <summary>How long it lasts, or how far the clock jumps (negative: back).</summary>
    public double Seconds { get; init; }

    /// <summary>How many bytes of the event log still find room.</summary>
    public int Bytes { get; init; }
}
