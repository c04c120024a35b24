namespace MassagerControl.Core.Sessions;

/// <summary>Where a session stands. The last group are parents: rows of the table name them, a session is never in one.</summary>
public enum SessionState
{
    Idle,
    Connecting,

    /// <summary>Linked, confirmed off, waiting for the person to begin.</summary>
    Ready,
    WarmingUp,

    /// <summary>The press, while the output rises.</summary>
    Compressing,

    /// <summary>The press, at its level.</summary>
    Holding,
    Releasing,

    /// <summary>A guided step: the person moves, the motor is off.</summary>
    Resting,
    CoolingDown,
    Paused,
    Reconnecting,

    /// <summary>Off was asked for and is not yet confirmed.</summary>
    Stopping,

    /// <summary>Ran to its end.</summary>
    Completed,

    /// <summary>Ended early, motor confirmed off.</summary>
    Ended,

    /// <summary>The device or the link failed.</summary>
    Faulted,

    /// <summary>Parent of Compressing and Holding.</summary>
    Pressing,

    /// <summary>Parent of every step of a program.</summary>
    Running,

    /// <summary>Parent of Running, Paused and Reconnecting.</summary>
    Active,

    /// <summary>Parent of Completed, Ended and Faulted.</summary>
    Over,
}
