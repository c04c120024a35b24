using System.Runtime.InteropServices;

namespace MassagerControl.Runtime.Os;

/// <summary>Ignores the signals that end other programs: a guard ends when the motor is off, and not before.</summary>
internal sealed class IgnoredSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    public IgnoredSignals()
    {
        PosixSignal[] everywhere = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
        PosixSignal[] terminal = OperatingSystem.IsWindows() ? [] : [PosixSignal.SIGTSTP, PosixSignal.SIGTTIN, PosixSignal.SIGTTOU];
        _registrations = [.. everywhere.Concat(terminal).Select(signal => PosixSignalRegistration.Create(signal, static context => context.Cancel = true))];
    }

    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());
}
