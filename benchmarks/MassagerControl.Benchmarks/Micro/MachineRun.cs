using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Benchmarks.Micro;

/// <summary>The pure machine with a device that obeys at once: gets a session into a state to measure from.</summary>
internal sealed class MachineRun(SessionPlan plan)
{
    private readonly Queue<SessionInput> _inputs = new([new StartInput()]);
    private Session _session = Session.For(plan);

    /// <summary>The time that the session stands at.</summary>
    public TimeSpan Now { get; private set; }

    /// <exception cref="InvalidOperationException">The session ended before.</exception>
    public Session Until(Func<Session, bool> wanted)
    {
        while (!wanted(_session))
            Step();
        return _session;
    }

    private void Step()
    {
        var step = SessionMachine.Next(_session, NextInput(), Now, StatelessEngine.Shared.Find);
        _session = step.Session;
        foreach (var effect in step.Effects)
            if (Answer(effect) is { } answer)
                _inputs.Enqueue(answer);
    }

    private SessionInput NextInput()
    {
        if (_inputs.TryDequeue(out var input))
            return input;
        if (_session.State == SessionState.Ready)
            return new BeginInput();
        Now = Deadlines.Next(_session) ?? throw new InvalidOperationException($"The session came to rest as {_session.State}.");
        return new DueInput(Deadlines.Due(_session, Now)!.Value);
    }

    private static SessionInput? Answer(SessionEffect effect) => effect switch
    {
        ConnectEffect => new ConnectedInput(),
        DriveEffect drive => new OutputAcceptedInput(drive.Output),
        TurnOffEffect => new OffConfirmedInput(),
        _ => null,
    };
}
