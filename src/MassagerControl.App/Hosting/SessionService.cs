using MassagerControl.Runtime.Runs;
using Microsoft.Extensions.Hosting;

namespace MassagerControl.App.Hosting;

/// <summary>Runs one session inside the host and ends the host after it; a shutdown stops the motor first.</summary>
internal sealed class SessionService(SessionRun run, SessionHost sessions, IHostApplicationLifetime host) : BackgroundService
{
    private readonly TaskCompletionSource<RunEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the session is over and its massager disposed of; never fails.</summary>
    public Task<RunEnd> Ended => _ended.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var shutdown = stoppingToken.Register(() => sessions.StopAll("shutdown"));
        _ended.TrySetResult(await sessions.RunAsync(run).ConfigureAwait(false));
        host.StopApplication();
    }
}
