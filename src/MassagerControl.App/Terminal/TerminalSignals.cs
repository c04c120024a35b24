using System.Runtime.InteropServices;
using MassagerControl.Core.Sessions;

namespace MassagerControl.App.Terminal;

/// <summary>Turns the signals that a terminal sends into inputs; unhandled they would end or freeze the owner of a running motor.</summary>
internal sealed class TerminalSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <param name="post">Called on a thread of the runtime.</param>
    public TerminalSignals(Action<SessionInput> post)
    {
        On(PosixSignal.SIGHUP, () => post(new StopInput("terminal lost")));
        // Ctrl-Z: who freezes this program can neither rate nor stop.
        if (!OperatingSystem.IsWindows())
            On(PosixSignal.SIGTSTP, () => post(new StopInput("Ctrl-Z")));
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void On(PosixSignal signal, Action then) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        then();
    }));
}
