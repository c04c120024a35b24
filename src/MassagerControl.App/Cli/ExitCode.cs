using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.App.Cli;

/// <summary>What the program tells its caller; the README lists them.</summary>
public static class ExitCode
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

    /// <param name="kept">Everything that the session was to be written to has it.</param>
    /// <remarks>What concerns the motor outranks what concerns a file.</remarks>
    public static int Of(RunEnd end, bool kept)
    {
        var code = end.Result is { } result ? Of(result.Outcome) : InternalError;
        return !kept && code is (Completed or EndedEarly) ? BadInput : code;
    }

    public static int Of(RefusalKind kind) => kind switch
    {
        RefusalKind.BadInput => BadInput,
        RefusalKind.Limit => Refused,
        RefusalKind.MotorMayRun => MotorMayRun,
        RefusalKind.CalledOff => EndedEarly,
    };

    public static int Of(SessionOutcome outcome) => outcome switch
    {
        SessionOutcome.Completed => Completed,
        SessionOutcome.Stopped or SessionOutcome.Rating or SessionOutcome.RedFlag or SessionOutcome.NoAnswer or SessionOutcome.Limit => EndedEarly,
        SessionOutcome.Device => DeviceFailed,
        SessionOutcome.Uncertain => MotorMayRun,
    };
}
