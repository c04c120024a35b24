using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Runs;
using Microsoft.Extensions.Hosting;

namespace MassagerControl.App.Hosting;

/// <summary>The signals of the operating system for a service: one that ends it stops every motor first, any other is for the sessions that run.</summary>
/// <remarks>Takes the place of the console lifetime.</remarks>
internal sealed class ServeLifetime : IHostLifetime, IDisposable
{
    // As often as a session tells that its loop lives.
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(300);

    private readonly SessionHost _sessions;
    private readonly SessionSignals _signals;
    private readonly IHostApplicationLifetime _host;
    private readonly ServiceNotify? _manager = ServiceNotify.Of(Environment.GetEnvironmentVariable);
    private readonly ITimer? _idle;

    public ServeLifetime(SessionHost sessions, SessionSignals signals, IHostApplicationLifetime host, TimeProvider time)
    {
        (_sessions, _signals, _host) = (sessions, signals, host);
        if (_manager is not { } manager)
            return;
        sessions.Alive += manager.Alive;
        _idle = time.CreateTimer(_ => TellIdle(manager), null, Idle, Idle);
    }

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _host.ApplicationStarted.Register(() => _manager?.Ready());
        _signals.HandTo(Take);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _idle?.Dispose();
        _manager?.Dispose();
    }

    private void Take(SessionInput input)
    {
        _sessions.PostToAll(input);
        if (input is StopInput)
            _host.StopApplication();
    }

    // A session that runs speaks for itself.
    private void TellIdle(ServiceNotify manager)
    {
        if (_sessions.Sessions.IsEmpty)
            manager.Alive();
    }
}
