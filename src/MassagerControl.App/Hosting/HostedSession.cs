using MassagerControl.Runtime.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MassagerControl.App.Hosting;

/// <summary>Runs one session as a hosted service, to its end.</summary>
internal static class HostedSession
{
    // A device gets ten seconds to confirm off, and a minute to come back before that.
    private static readonly TimeSpan LongestShutdown = TimeSpan.FromSeconds(90);

    public static async Task<RunEnd> RunAsync(SessionRun run, SessionSignals signals, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(run);
        builder.Services.AddSingleton(signals);
        builder.Services.AddSingleton<SessionHost>();
        builder.Services.AddSingleton<IHostLifetime, SignalLifetime>();
        builder.Services.AddSingleton<SessionService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SessionService>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestShutdown);
        using var host = builder.Build();
        var service = host.Services.GetRequiredService<SessionService>();
        await host.RunAsync(cancellation).ConfigureAwait(false);
        return await service.Ended.ConfigureAwait(false);
    }
}
