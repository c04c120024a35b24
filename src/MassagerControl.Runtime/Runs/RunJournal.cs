using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Runs;

/// <summary>The journal of one run, from its beginning to its end; does nothing where the session is not kept.</summary>
internal sealed class RunJournal : IDisposable
{
    private readonly Action<StopInput> _stop;

    private RunJournal(Action<StopInput> stop) => _stop = stop;

    /// <summary>Null where nothing is kept, or nothing has begun.</summary>
    public Journal? Journal { get; private set; }

    /// <summary>Why the session may not begin; null where it has begun.</summary>
    public Refusal? Refusal { get; private set; }

    /// <param name="stop">Stops the session; from any thread.</param>
    public static RunJournal Begin(SessionKeeping? keeping, Action<StopInput> stop)
    {
        var run = new RunJournal(stop);
        if (keeping is not null)
            run.Begin(keeping);
        return run;
    }

    /// <returns>Why the end is not written, or null.</returns>
    public Phrase? End(RunEnd end, SessionSnapshot last) => Journal?.End(Closing(end, last), end.Result?.AreaLocked ?? Journal.SawRedFlag);

    public void Dispose() => Journal?.Dispose();

    private void Begin(SessionKeeping keeping)
    {
        try
        {
            var (session, refusals) = keeping.Sessions.Begin(keeping.Beginning, keeping.Judge, keeping.Person);
            if (session is null)
                Refusal = new(RefusalKind.Limit, refusals);
            else
                Journal = new(keeping.Sessions, session, reason => _stop(new($"the journal cannot be written: {reason}")));
        }
        catch (StoreException exception)
        {
            Refusal = new(RefusalKind.BadInput, [exception.Words]);
        }
    }

    // A fault of this program: nobody can say that the motor is off.
    private static SessionClosing Closing(RunEnd end, SessionSnapshot last) => end.Result is { } result
        ? new(default, EventLine.Word(result.Outcome), result.Reason.Text, result.Reps, result.Press, result.HighestOutput.Percent, result.ConfirmedOff)
        : new(
            default, UncleanSessions.Outcome, end.Broken!.Text, last.Session.RepsDone, last.Session.PressUntil(last.At),
            last.Session.HighestOutput.Percent, !last.Session.EverDriven);
}
