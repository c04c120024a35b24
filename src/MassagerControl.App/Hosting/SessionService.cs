using MassagerControl.App.Runs;
using MassagerControl.Core.Sessions;
using Microsoft.Extensions.Hosting;

namespace MassagerControl.App.Hosting;

/// <summary>Runs one session inside the host and ends the host after it; a shutdown stops the motor first.</summary>
internal sealed class SessionService(SessionRun run, IHostApplicationLifetime host) : BackgroundService
{
    private readonly TaskCompletionSource<SessionResult> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the session is over and its massager disposed of; fails by a fault of this program only.</summary>
    public Task<SessionResult> Ended => _ended.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            _ended.TrySetResult(await RunAsync(stoppingToken).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // Handed on to whoever waits for the end; the host itself must come down in order.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _ended.TrySetException(exception);
        }
        host.StopApplication();
    }

    private async Task<SessionResult> RunAsync(CancellationToken stopping)
    {
        using var shutdown = stopping.Register(() => run.Post(new StopInput("shutdown")));
        try
        {
            return await run.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            await run.DisposeAsync().ConfigureAwait(false);
        }
    }
}
