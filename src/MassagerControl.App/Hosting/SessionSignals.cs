using System.Runtime.InteropServices;
using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Os;

namespace MassagerControl.App.Hosting;

/// <summary>
/// Turns the signals of the operating system into inputs. Before there is a session they end the process; only <see cref="StopSignal"/>
/// is kept, and the session then ends before it begins.
/// </summary>
/// <remarks>Each signal is handled on a thread of its own, so a busy thread pool delays none.</remarks>
internal sealed class SessionSignals : IDisposable
{
    private static readonly (PosixSignal Signal, Phrase Cause)[] Stops =
    [
        (PosixSignal.SIGINT, "Ctrl-C"),
        (PosixSignal.SIGTERM, "SIGTERM"),
        (PosixSignal.SIGHUP, "SIGHUP"),
        (PosixSignal.SIGQUIT, "SIGQUIT"),
    ];

    private readonly Lock _gate = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly List<SessionInput> _kept = [];
    private Action<SessionInput>? _post;

    public SessionSignals()
    {
        if (!OperatingSystem.IsWindows())
            On(StopSignal.Signal, () => new StopInput(StopSignal.Cause));
    }

    /// <summary>There is a session now.</summary>
    public void HandTo(Action<SessionInput> post)
    {
        lock (_gate)
        {
            _post = post;
            _kept.ForEach(post);
        }
        foreach (var (signal, cause) in Stops)
            On(signal, () => new StopInput(cause));
        // A process that is stopped by the terminal could no longer renew anything: it pauses instead and stays awake.
        if (!OperatingSystem.IsWindows())
            On(PosixSignal.SIGTSTP, () => new PauseInput("SIGTSTP"));
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void On(PosixSignal signal, Func<SessionInput> input) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        Take(input());
    }));

    private void Take(SessionInput input)
    {
        Action<SessionInput>? post;
        lock (_gate)
        {
            post = _post;
            if (post is null)
                _kept.Add(input);
        }
        post?.Invoke(input);
    }
}
