using MassagerControl.Core.Sessions;

namespace MassagerControl.App.Cli;

/// <summary>What the program tells its caller; the README lists them.</summary>
internal static class ExitCode
{
    public const int Completed = 0;

    /// <summary>A fault of this program; the motor was told to stop.</summary>
    public const int InternalError = 1;

    /// <summary>A bad command line or file.</summary>
    public const int BadInput = 2;

    public const int EndedEarly = 3;

    /// <summary>The device or the radio failed; the device confirmed off.</summary>
    public const int DeviceFailed = 4;

    public const int MotorMayRun = 5;

    /// <summary>A lock or a limit refuses.</summary>
    public const int Refused = 6;

    public static int Of(SessionOutcome outcome) => outcome switch
    {
        SessionOutcome.Completed => Completed,
        SessionOutcome.Stopped or SessionOutcome.Rating or SessionOutcome.RedFlag or SessionOutcome.NoAnswer or SessionOutcome.Limit => EndedEarly,
        SessionOutcome.Device => DeviceFailed,
        SessionOutcome.Uncertain => MotorMayRun,
    };
}
