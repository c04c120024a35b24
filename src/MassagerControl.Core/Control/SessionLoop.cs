using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Control;

/// <summary>The sole owner of a session.</summary>
public sealed class SessionLoop
{
    public SessionLoop(SessionPlan plan, IMassager massager, TimeProvider time, Action<SessionEvent> tell) =>
        throw new NotImplementedException($"{plan}{massager}{time}{tell}");

    public SessionSnapshot Snapshot => throw new NotImplementedException();

    /// <summary>Raised after each change, on the thread that applied it; must return at once.</summary>
    public event Action<SessionSnapshot>? Changed;

    /// <summary>Completes when the session is over, after everything was told.</summary>
    public Task<SessionResult> Completion => throw new NotImplementedException();

    /// <summary>Applies an input; STOP goes ahead of everything queued.</summary>
    /// <returns>Completes after the input was applied.</returns>
    public Task<InputReply> PostAsync(SessionInput input) => throw new NotImplementedException($"{input}{Changed}");

    /// <summary>The owner is alive: extends its lease by one second.</summary>
    public void RenewLease() => throw new NotImplementedException();
}
