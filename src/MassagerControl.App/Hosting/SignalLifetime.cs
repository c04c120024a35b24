using MassagerControl.App.Runs;
using Microsoft.Extensions.Hosting;

namespace MassagerControl.App.Hosting;

/// <summary>Hands the signals of the operating system to the session: the motor stops first, then the session ends, then the host.</summary>
/// <remarks>Takes the place of the console lifetime.</remarks>
internal sealed class SignalLifetime(SessionRun run, SessionSignals signals) : IHostLifetime, IDisposable
{
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        signals.HandTo(run.Post);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => signals.Dispose();
}
