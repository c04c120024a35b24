using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Runs;
using Microsoft.Extensions.Hosting;

namespace MassagerControl.App.Hosting;

/// <summary>Hands the signals of the operating system to all sessions (the motors stop first, then the sessions end, then the host), and tells the service manager that they live.</summary>
/// <remarks>Takes the place of the console lifetime.</remarks>
internal sealed class SignalLifetime(SessionHost sessions, SessionSignals signals) : IHostLifetime, IDisposable
{
    private readonly ServiceNotify? _manager = ServiceNotify.Of(Environment.GetEnvironmentVariable);

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        if (_manager is not null)
        {
            _manager.Ready();
            sessions.Alive += _manager.Alive;
        }
        signals.HandTo(sessions.PostToAll);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _manager?.Dispose();
        signals.Dispose();
    }
}
