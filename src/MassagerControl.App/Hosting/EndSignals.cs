using System.Runtime.InteropServices;
using MassagerControl.Runtime.Os;

namespace MassagerControl.App.Hosting;

/// <summary>Turns Ctrl-C and the other signals that end a program into a cancellation, until disposed of: links are closed before it ends.</summary>
internal sealed class EndSignals : IDisposable
{
    private static readonly PosixSignal[] Ends = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT, .. OperatingSystem.IsWindows() ? [] : new[] { StopSignal.Signal }];

    private readonly CancellationTokenSource _ending;
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="cancellation">Ends it too.</param>
    public EndSignals(CancellationToken cancellation)
    {
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _registrations = [.. Ends.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            _ending.Cancel();
        }))];
    }

    public CancellationToken Token => _ending.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _ending.Dispose();
    }
}
