using System.Runtime.InteropServices;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Reach;

namespace MassagerControl.App.Hosting;

/// <summary>Turns Ctrl-C and the other signals that end a program into a cancellation, until disposed of: links are closed before it ends.</summary>
internal sealed class EndSignals : IDisposable
{
    private static readonly PosixSignal[] Ends = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT, .. OperatingSystem.IsWindows() ? [] : new[] { StopSignal.Signal }];

    private readonly CancellationTokenSource _ending;
    private readonly CancellationTokenSource _again = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _seen;

    /// <param name="cancellation">Ends it too.</param>
    public EndSignals(CancellationToken cancellation)
    {
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _registrations = [.. Ends.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            (Interlocked.Increment(ref _seen) == 1 ? _ending : _again).Cancel();
        }))];
    }

    public CancellationToken Token => _ending.Token;

    /// <summary>The first one, and the second.</summary>
    public Interruption Interruption => new(_ending.Token, _again.Token);

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _ending.Dispose();
        _again.Dispose();
    }
}
