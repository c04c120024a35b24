namespace MassagerControl.Core.Sessions;

/// <summary>What can happen to a session. A rating is sorted by the program's band before it reaches the table.</summary>
public enum SessionTrigger
{
    Start,
    Begin,
    Stop,
    Pause,
    Resume,
    Eased,
    CeilingDown,
    CeilingUp,
    RatedBelowBand,
    RatedInBand,

    /// <summary>Above the band and below 8.</summary>
    RatedAboveBand,

    /// <summary>8.</summary>
    RatedSevere,

    /// <summary>9 or 10.</summary>
    RatedExtreme,
    RedFlag,
    Connected,
    ConnectFailed,
    LinkLost,

    /// <summary>A link was made that is not set up yet.</summary>
    DeviceMet,
    OutputAccepted,
    OutputFailed,
    OffConfirmed,
    OffFailed,

    /// <summary>The device reports what the last commands explain.</summary>
    DeviceEchoed,

    /// <summary>The device reports 0 unasked, or more than was commanded.</summary>
    DeviceTookOver,

    /// <summary>The device reports less than was commanded, but not 0.</summary>
    DeviceLowered,

    /// <summary>The owner's heartbeat or the driver's lease ran out.</summary>
    LeaseLost,

    /// <summary>The wall clock jumped or the machine slept.</summary>
    ClockJumped,

    /// <summary>The last phone or other remote of the session has gone or has been silent.</summary>
    RemotesLost,

    /// <summary>The state's own time is over.</summary>
    PhaseDue,

    /// <summary>The output may rise by one more step.</summary>
    RampDue,

    /// <summary>The step has something new to ask for or to say.</summary>
    MomentDue,

    /// <summary>It is time to ask for a rating.</summary>
    PromptDue,

    /// <summary>It is time to try again (link or stop).</summary>
    RetryDue,

    /// <summary>A report that no echo explained in time.</summary>
    ReportDue,

    /// <summary>The session has used all its time.</summary>
    SessionLimitDue,
}
