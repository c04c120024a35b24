using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MassagerControl.Core;
using MassagerControl.Runtime.Certificates;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Runs;
using MassagerControl.Web.Endpoints;
using MassagerControl.Web.Http;
using MassagerControl.Web.Live;
using MassagerControl.Web.Mqtt;
using MassagerControl.Web.Pages;
using MassagerControl.Web.Remotes;
using MassagerControl.Web.Security;
using MassagerControl.Web.Sessions;
using MassagerControl.Web.Settings;
using MassagerControl.Web.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MassagerControl.Web;

/// <summary>The service: many sessions on this computer, each with phones that rate and stop.</summary>
public sealed class WebService : IAsyncDisposable
{
    /// <summary>Under which the figures of the service are told (<see cref="System.Diagnostics.Metrics"/>); nobody listens unless somebody asks for it.</summary>
    public const string MeterName = ServiceMeters.MeterName;

    // A browser answers pings by itself: a phone whose network is gone is noticed before a person would wonder.
    private static readonly WebSocketOptions Sockets = new() { KeepAliveInterval = TimeSpan.FromMilliseconds(500), KeepAliveTimeout = TimeSpan.FromSeconds(2) };

    // A device gets ten seconds to confirm off, and a minute to come back before that.
    private static readonly TimeSpan LongestShutdown = TimeSpan.FromSeconds(90);

    private readonly ServeOptions _options;
    private readonly X509Certificate2? _certificate;
    private readonly WebApplication _app;
    private readonly ITimer _renewal;
    private readonly ServiceTelemetry _telemetry;
    private readonly RemoteRegistry _remotes;
    private readonly ServedSessions _sessions;
    private readonly LiveSockets _sockets;
    private readonly MqttBridge? _bridge;
    private RoutineApi? _routines;

    /// <param name="host">All sessions of this process.</param>
    /// <param name="configure">Adds what the process itself needs, such as its lifetime.</param>
    /// <exception cref="IOException">A certificate is needed and cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public WebService(ServeOptions options, SessionHost host, Action<IServiceCollection> configure)
    {
        _options = options;
        Phrase? renewed = null;
        if (options.Https)
            _certificate = new CertificateFile(options.Data.Path, options.Time).Get(OwnNames.All(options.Lan ? LanAddress.Find() : null), why => renewed = why);
        _app = Build(options, _certificate, configure);
        _telemetry = new(new(_app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(ServiceLog.Category)), options.Time);
        _remotes = new RemoteRegistry(options.Data.Path, options.Time);
        var presence = new RemotePresence(options.Time);
        _sessions = new ServedSessions(host, options.Intake, new(presence, options.StopKeyIsThere, options.Say), _telemetry, options.Time) { Clinic = options.Clinic };
        var live = new LiveParts(new(_sessions, presence, _remotes, demo: options.Demo is not null), new(_sessions), presence, _telemetry, options.Time);
        _sockets = new LiveSockets(live, _sessions, _remotes);
        _bridge = options.Mqtt is null ? null : new(options, _sessions, _telemetry.Log);
        Map(new(options, _remotes, new(_remotes, _telemetry), _sessions, live, _sockets, () => PageAddress) { Telemetry = _telemetry, Broker = () => _bridge?.Health });
        _renewal = options.Time.CreateTimer(_ => ShowCodeWhereNobodyControls(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (options.Clinic is { } clinic)
            _sessions.Changed += () => clinic.Show(ClinicState.Of(_sessions));
        _remotes.Added += TellPaired;
        _remotes.Revoked += TellForgotten;
        TellOfBefore(renewed);
    }

    /// <summary>The address of the page as others reach it, with a slash at its end; of use once the service listens.</summary>
    public string PageAddress { get; private set; } = "";

    /// <summary>The figures of this service.</summary>
    internal System.Diagnostics.Metrics.Meter Meter => _telemetry.Meters.Meter;

    /// <summary>What is mapped: methods and path of each endpoint.</summary>
    internal IEnumerable<Microsoft.AspNetCore.Routing.RouteEndpoint> Endpoints =>
        ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>();

    /// <summary>Listens, and shows the first code.</summary>
    /// <exception cref="IOException">The port is in use, or this user may not listen on it.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await _app.StartAsync(cancellation).ConfigureAwait(false);
        PageAddress = AddressOf(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        _telemetry.Log.Began(_certificate is null ? "http" : "https", new Uri(PageAddress).Port, _options.Lan);
        _options.Clinic?.Connect(by => _sessions.Stop(null, by));
        ShowCode(first: true);
        _bridge?.Start();
    }

    /// <summary>Shows a fresh code at this computer.</summary>
    public void ShowCode() => ShowCode(first: false);

    /// <summary>Runs until the host is told to stop; every motor is off before it ends.</summary>
    /// <returns>False where it is not confirmed that every motor is off.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var asked = cancellation.Register(() => stopping.TrySetResult());
        using var told = _app.Lifetime.ApplicationStopping.Register(() => stopping.TrySetResult());
        await stopping.Task.ConfigureAwait(false);
        _sessions.Stop(null, "the service ends");
        await _sessions.AllEndedAsync().ConfigureAwait(false);
        if (_bridge is not null)
            await _bridge.CloseAsync().ConfigureAwait(false);
        await _sockets.CloseAsync("the host ends").ConfigureAwait(false);
        await _app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        var off = _sessions.All.All(session => session.End?.Result is { ConfirmedOff: true });
        _telemetry.Log.Ended(off);
        return off;
    }

    public async ValueTask DisposeAsync()
    {
        await _renewal.DisposeAsync().ConfigureAwait(false);
        if (_bridge is not null)
            await _bridge.DisposeAsync().ConfigureAwait(false);
        _sessions.Dispose();
        _routines?.Dispose();
        _sockets.Dispose();
        await _app.DisposeAsync().ConfigureAwait(false);
        _telemetry.Dispose();
        _certificate?.Dispose();
    }

    private static WebApplication Build(ServeOptions options, X509Certificate2? certificate, Action<IServiceCollection> configure)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(WebService).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders().AddFilter(null, LogLevel.None).AddFilter(ServiceLog.Category, options.LogLevel);
        options.Log?.Invoke(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.Most + 1;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
            if (options.Lan)
                kestrel.ListenAnyIP(PortOf(options), listen => Encrypt(listen, certificate));
            else
                kestrel.Listen(IPAddress.Loopback, PortOf(options), listen => Encrypt(listen, certificate));
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestShutdown);
        configure(builder.Services);
        return builder.Build();
    }

    private static void Encrypt(ListenOptions listen, X509Certificate2? certificate)
    {
        // A socket over HTTP/2 would be another way to each page, and nothing here needs it.
        listen.Protocols = HttpProtocols.Http1;
        if (certificate is not null)
            listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate, SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 });
    }

    private void Map(ApiParts parts)
    {
        var guard = new HostGuard(OwnNames.Host, _telemetry);
        _app.Use(Faults.CatchAsync(TellFault));
        _app.Use(next => http => SecurityHeaders.AddAsync(http, next));
        _app.Use(next => http => guard.CheckAsync(http, next));
        _app.UseWebSockets(Sockets);
        _app.UseStatusCodePages(context => context.HttpContext.ProblemAsync(context.HttpContext.Response.StatusCode, "there is nothing of this kind here"));
        _app.UseRouting();
        PageFiles.Map(_app);
        new DataApi(parts).Map(_app);
        new ChoiceApi(parts).Map(_app);
        new HistoryApi(parts).Map(_app);
        new PlanApi(parts).Map(_app);
        new LearnApi(parts).Map(_app);
        new PairingApi(parts).Map(_app);
        new SessionApi(parts).Map(_app);
        _routines = new RoutineApi(parts);
        _routines.Map(_app);
    }

    private void TellPaired(Remote remote)
    {
        _options.Say(remote.Role == RemoteRole.Control ? Phrase.Of($"'{remote.Name}' is paired and may start, rate and stop") : Phrase.Of($"'{remote.Name}' is paired and may rate and stop"));
        _telemetry.Log.Paired(remote.Id, remote.Role.Word());
        if (remote.Role == RemoteRole.Control)
            ShowCode(first: false);
    }

    private void TellForgotten(Remote remote)
    {
        _telemetry.Log.Forgotten(remote.Id);
        ShowCodeWhereNobodyControls();
    }

    private void TellOfBefore(Phrase? renewed)
    {
        foreach (var problem in _remotes.Problems)
        {
            _options.Say($"the phones that were paired are not known any more: {problem}");
            _telemetry.Log.NotKept("the file of before cannot be read");
        }
        if (renewed is null)
            return;
        _options.Say(renewed);
        _telemetry.Log.CertificateRenewed();
    }

    private void TellFault(Exception fault)
    {
        _options.Say($"internal error: {fault.Message}");
        _telemetry.Log.Fault(fault.GetType().Name);
    }

    private void ShowCode(bool first)
    {
        var code = _remotes.Invite(RemoteRole.Control).Text;
        _renewal.Change(PairingCodes.Lifetime, Timeout.InfiniteTimeSpan);
        _options.Show(new(PageAddress, code, $"{PageAddress}#code={code}", first) { Fingerprint = _certificate is null ? null : LocalCertificate.FingerprintOf(_certificate) });
    }

    /// <summary>The code of before is too old, or the last phone that controls is forgotten: without a fresh one nobody could get in.</summary>
    private void ShowCodeWhereNobodyControls()
    {
        if (_remotes.All.All(remote => remote.Role != RemoteRole.Control))
            ShowCode(first: false);
    }

    /// <summary>The usual port, where it is free and no other was asked for; else what was asked for.</summary>
    private static int PortOf(ServeOptions options) => options.Port ?? (IsFree(ServeOptions.UsualPort, options.Lan) ? ServeOptions.UsualPort : 0);

    private static bool IsFree(int port, bool lan)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(lan ? IPAddress.Any : IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string AddressOf(string bound)
    {
        var port = new Uri(bound.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("*", "localhost", StringComparison.Ordinal)).Port;
        return $"{(_certificate is null ? "http" : "https")}://{(_options.Lan ? LanAddress.Find() : "127.0.0.1")}:{port}/";
    }
}
