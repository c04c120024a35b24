using System.Runtime.InteropServices;
using MassagerControl.App.Guarding;
using MassagerControl.Core.Sessions;
using Microsoft.Extensions.Hosting;

namespace MassagerControl.App.Hosting;

/// <summary>Turns the signals of the operating system into inputs: the motor stops first, then the session ends, then the host.</summary>
/// <remarks>Takes the place of the console lifetime. Each signal is handled on a thread of its own, so a busy thread pool delays none.</remarks>
internal sealed class SignalLifetime(SessionRun run) : IHostLifetime, IDisposable
{
    private static readonly (PosixSignal Signal, string Cause)[] Stops =
    [
        (PosixSignal.SIGINT, "Ctrl-C"),
        (PosixSignal.SIGTERM, "SIGTERM"),
        (PosixSignal.SIGHUP, "SIGHUP"),
        (PosixSignal.SIGQUIT, "SIGQUIT"),
    ];

    private readonly List<PosixSignalRegistration> _registrations = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var (signal, cause) in Stops)
            On(signal, () => new StopInput(cause));
        if (!OperatingSystem.IsWindows())
        {
            On(StopSignal.Signal, () => new StopInput(StopSignal.Cause));
            // A process that is stopped by the terminal could no longer renew anything: it pauses instead and stays awake.
            On(PosixSignal.SIGTSTP, () => new PauseInput("SIGTSTP"));
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void On(PosixSignal signal, Func<SessionInput> input) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        run.Post(input());
    }));
}
