using System.Net;
using System.Security.Authentication;
using MassagerControl.Clinic.Access;
using MassagerControl.Clinic.Alerts;
using MassagerControl.Clinic.Audit;
using MassagerControl.Clinic.Database;
using MassagerControl.Clinic.Http;
using MassagerControl.Clinic.People;
using MassagerControl.Clinic.Storage;
using MassagerControl.Core;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Npgsql;
using Orleans;
using Orleans.Runtime;

namespace MassagerControl.Clinic;

/// <summary>One silo with its API.</summary>
internal sealed class ClinicService : IAsyncDisposable
{
    // Far above what a silo takes that stops in good order.
    private static readonly TimeSpan LongestShutdown = TimeSpan.FromSeconds(30);

    // Far above what it takes until a silo that was killed is missed.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenAsking = TimeSpan.FromSeconds(1);

    private readonly ClinicOptions _options;
    private readonly WebApplication _app;
    private readonly NpgsqlDataSource? _source;
    private readonly ClockWatch? _clocks;
    private readonly EpochWatch? _epochs;
    private readonly ClockAlert _clockAlert;

    public ClinicService(ClinicOptions options, CheckInQuestions questions)
    {
        _options = options;
        _source = options.Database is { } database ? NpgsqlDataSource.Create(DatabaseConnection.Of(database, DatabaseConnection.OfOthers)) : null;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = ClinicSilo.Name, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders().AddFilter("Orleans", LogLevel.Error).AddFilter("MassagerControl.Clinic.Stops", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning)
            .AddSimpleConsole(console => (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ssZ "));
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestShutdown);
        builder.WebHost.ConfigureKestrel(Listen);
        builder.Services.AddClinic(options.Time, questions).AddSingleton(options.Protocol)
            .AddSingleton(new ClinicFingerprint(options.Certificate is { } shown ? LocalCertificate.FingerprintOf(shown) : null)).AddSingleton(services => new KnownIds(services.GetRequiredService<IPeople>(), options.TakesAnyId)).AddApi();
        if (_source is null)
            builder.Services.AddSingleton<IAuditLog, MemoryAuditLog>().AddSingleton<IPeople, MemoryPeople>();
        else
            builder.Services.AddSingleton<IAuditLog>(services => new PostgresAuditLog(_source, services.GetRequiredService<ClinicClock>()))
                .AddSingleton<IPeople>(services => new PostgresPeople(_source, services.GetRequiredService<ClinicClock>()));
        builder.UseOrleans(silo => ClinicSilo.Configure(silo, options));
        _app = builder.Build();
        _clocks = _source is null ? null : new(_source, _app.Services.GetRequiredService<ClinicClock>(), TellOfClockAsync);
        _epochs = _source is null ? null : new(_source, _app.Services.GetRequiredService<ClinicClock>().Epoch, options.Time);
        _clockAlert = new(Grains, $"{Environment.MachineName}:{options.SiloPort}");
        _app.MapApi();
    }

    /// <summary>Of the API; of use once it listens.</summary>
    public string Address { get; private set; } = "";

    public IGrainFactory Grains => _app.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Prepares the database and listens.</summary>
    /// <returns>Why it cannot; null where it does.</returns>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    /// <exception cref="IOException">The port is in use, or this user may not listen on it.</exception>
    public async Task<string?> StartAsync(CancellationToken cancellation)
    {
        if (_source is not null && await DatabaseSchema.PrepareAsync(_source, _options.Time.GetUtcNow(), cancellation).ConfigureAwait(false) is { } problem)
            return problem;
        if (_clocks is not null)
            await _clocks.LookAsync(cancellation).ConfigureAwait(false);
        if (_epochs is not null)
        {
            await _epochs.LookAsync(cancellation).ConfigureAwait(false);
            _epochs.Begin();
        }
        await _app.StartAsync(cancellation).ConfigureAwait(false);
        Address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await SayAsync().ConfigureAwait(false);
        return null;
    }

    public Task RunAsync(CancellationToken cancellation) => _app.WaitForShutdownAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_clocks is not null)
            await _clocks.DisposeAsync().ConfigureAwait(false);
        if (_epochs is not null)
            await _epochs.DisposeAsync().ConfigureAwait(false);
        await _app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        if (_source is not null)
            await _source.DisposeAsync().ConfigureAwait(false);
    }

    private void Listen(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = ClinicBody.Most;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        if (_options.Certificate is { } certificate)
            kestrel.ListenAnyIP(_options.Port, listen => listen.UseHttps(
                new HttpsConnectionAdapterOptions { ServerCertificate = certificate, SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 }));
        else
            kestrel.Listen(IPAddress.Loopback, _options.Port);
    }

    private async Task SayAsync()
    {
        await _options.Out.WriteLineAsync($"massager-clinic answers at {Address}").ConfigureAwait(false);
        if (_options.Certificate is { } certificate)
            await _options.Out.WriteLineAsync($"SHA-256 fingerprint of its certificate: {LocalCertificate.FingerprintOf(certificate)}").ConfigureAwait(false);
        if (_source is null)
            await _options.Error.WriteLineAsync("massager-clinic: --development: nothing is kept; when this program ends, every dose, lock and key is forgotten. Never for real people.").ConfigureAwait(false);
        else
        {
            await SayHeadAsync().ConfigureAwait(false);
            await _clocks!.BeginAsync().ConfigureAwait(false);
        }
        var roster = Grains.GetGrain<IRosterGrain>(IRosterGrain.Key);
        if (!(await PatientlyAsync(roster.ListAsync).ConfigureAwait(false)).Any(key => key is { Role: ClinicRole.Admin, Revoked: null }))
            await _options.Out.WriteLineAsync($"code of the first admin, good for ten minutes: {await PatientlyAsync(() => roster.InviteAsync(ClinicRole.Admin, "admin")).ConfigureAwait(false)}").ConfigureAwait(false);
        await _options.Out.WriteLineAsync("ready").ConfigureAwait(false);
    }

    /// <param name="doubt">Null: it is right again.</param>
    private async Task TellOfClockAsync(Phrase? doubt)
    {
        await _options.Error.WriteLineAsync($"massager-clinic: {doubt?.Text ?? "the clock is right again"}").ConfigureAwait(false);
        await _app.Services.GetRequiredService<ClinicDoor>().NoteAsync(null, "clock", Environment.MachineName, doubt?.Text ?? "right again").ConfigureAwait(false);
        try
        {
            await _clockAlert.SayAsync(doubt, _options.Time.GetUtcNow()).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // It is said here and in the audit log at any rate.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            await _options.Error.WriteLineAsync($"massager-clinic: the desk could not be told of the clock: {fault.GetType().Name}").ConfigureAwait(false);
        }
    }

    /// <summary>A silo that was killed is missed after some seconds only, and while the database is away not at all: until then nobody answers for its grains.</summary>
    private async Task<T> PatientlyAsync<T>(Func<Task<T>> ask)
    {
        var began = _options.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return await ask().ConfigureAwait(false);
            }
            catch (Exception unanswered) when (unanswered is OrleansException or TimeoutException && _options.Time.GetElapsedTime(began) < LongestSilence)
            {
                await Task.Delay(BetweenAsking, _options.Time).ConfigureAwait(false);
            }
        }
    }

    private async Task SayHeadAsync()
    {
        var check = await _app.Services.GetRequiredService<IAuditLog>().CheckAsync(null, CancellationToken.None).ConfigureAwait(false);
        await _options.Error.WriteLineAsync(check.Broken is { } broken
            ? $"massager-clinic: the audit log was changed: entry {broken} is not what was written"
            : $"massager-clinic: the audit log is whole up to entry {check.Seq}, hash {check.Head}").ConfigureAwait(false);
    }
}
