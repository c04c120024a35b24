using MassagerControl.Core;
using MassagerControl.Core.Routines;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.App.Cli;

/// <summary>Runs the session of a routine on a console, with the answers of an earlier check-in.</summary>
/// <param name="ask">Puts the check-in to the person; null where nobody is asked.</param>
internal delegate Task<RoutineSession> RunRoutineSession(RunOptions options, AskCheckIn? ask, CancellationToken cancellation);

/// <summary>What came of the session of a routine.</summary>
/// <param name="Kept">Its number in the history where it is over, kept, and the motor has pressed.</param>
/// <param name="PainBefore">What the person said before it.</param>
internal sealed record RoutineSession(int Exit, RoutineSessionEnd End, long? Kept, Discomfort? PainBefore)
{
    /// <param name="closed">The check-in closes the place.</param>
    public static RoutineSession Refused(int exit, bool closed) =>
        new(exit, RoutineSessionEnd.Refused(closed) with { ConfirmedOff = exit != ExitCode.MotorMayRun }, null, null);

    public static RoutineSession Of(int exit, long? kept, RunSetup setup, RunEnd? end) => end switch
    {
        // A file or a device that could not be had: nothing has begun.
        null => Refused(exit, closed: false),
        { Result: { } result } => new(exit, RoutineSessionEnd.Of(result), kept, setup.PainBefore),
        _ => new(exit, RoutineSessionEnd.Broken, kept, setup.PainBefore),
    };
}
