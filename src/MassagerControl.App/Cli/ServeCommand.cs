using System.Collections.Immutable;
using System.CommandLine;
using MassagerControl.App.Hosting;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Clinics;
using MassagerControl.Runtime.History;
using MassagerControl.Runtime.Keys;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Storage;
using MassagerControl.Web;
using MassagerControl.Web.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MassagerControl.App.Cli;

/// <summary><c>massager serve</c>: sessions with a phone as the remote.</summary>
internal sealed class ServeCommand(AppConsole console, AppParts parts)
{
    private const int HighestPort = 65_535;

    private readonly Option<Boxed<int>?> _port = OptionValues.Of(
        "--port", "N", $"Where it listens; 0 is any that is free. Otherwise {ServeOptions.UsualPort}, or any that is free.",
        text => Boxed.From(OptionValues.Whole(text, 0, HighestPort)), $"a whole number from 0 to {HighestPort}");

    private readonly Option<bool> _lan = new("--lan") { Description = "Phones in the same network reach it; otherwise only this computer does. Without --https nothing is encrypted: then use a network that you trust." };
    private readonly Option<bool> _https = new("--https") { Description = "Encrypts everything, with a certificate that this computer makes for itself: browsers warn of it once, so compare the fingerprint that is shown here." };
    private readonly Option<bool> _allowStart = new("--allow-start") { Description = "A paired phone may start a session without anybody who confirms it here." };
    private readonly Option<string?> _log = OptionValues.Of(
        "--log", "json|text", "Writes a structured log to standard error in the place of sentences: who came and went, what began and ended; never a rating, an answer, an area or a name.",
        ServeLog.Format, "json or text");
    private readonly Option<Boxed<LogLevel>?> _logLevel = OptionValues.Of("--log-level", "LEVEL", "The least that --log writes.", ServeLog.Level, $"one of {ServeLog.Levels}");
    private readonly Option<Uri?> _metrics = OptionValues.Of(
        "--metrics", "URL", "Sends figures of the service (OpenTelemetry, OTLP over HTTP) to this collector, such as http://127.0.0.1:4318; otherwise nothing is sent.",
        MetricsExport.Address, "an address that begins with http:// or https://");

    private readonly MqttOption _mqtt = new();
    private readonly Option<string[]> _stopKey = StopKeyOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Print each address and code as one line of JSON." };
    private readonly Option<string?> _clinic = new("--clinic")
    {
        HelpName = "URL",
        Description = "This computer is a room of the clinic there: who lies there is said by their id, and the clinic counts. First: massager clinic join URL --code CODE.",
    };

    private readonly Option<bool> _demo = new("--demo") { Description = "The history shows invented sessions, each marked DEMO, in place of yours." };
    private readonly Option<string?> _data = DataOption.Create();
    private readonly Option<string> _profiles = ProfilesFolder.Option();

    public Command Build()
    {
        var serve = new Command("serve", "Runs the service: a phone's browser is the remote, the voice and the STOP button.")
        {
            _port, _lan, _https, _allowStart, _stopKey, _log, _logLevel, _metrics, _clinic, _json, _demo, _data, _profiles,
        };
        foreach (var option in _mqtt.All)
            serve.Add(option);
        serve.SetAction(RunAsync);
        return serve;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        if (!result.GetValue(_demo))
            return await RunAsync(result, null, cancellation).ConfigureAwait(false);
        try
        {
            using var demo = await DemoHistory.MakeAsync(parts.Intake).ConfigureAwait(false);
            return await RunAsync(result, demo.Folder, cancellation).ConfigureAwait(false);
        }
        catch (StoreException exception)
        {
            console.Complain(exception.Words);
            return ExitCode.BadInput;
        }
    }

    /// <param name="demo">A folder of invented sessions, or null.</param>
    private async Task<int> RunAsync(ParseResult result, string? demo, CancellationToken cancellation)
    {
        var desk = new ServeDesk(console, result.GetValue(_json));
        var (clinic, problems) = OpenClinic(result, desk);
        if (!problems.IsEmpty)
            return Refuse(problems);
        try
        {
            return await RunAsync(result, desk, demo, clinic, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (clinic is not null)
                await clinic.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<int> RunAsync(ParseResult result, ServeDesk desk, string? demo, ClinicRoom? clinic, CancellationToken cancellation)
    {
        var sessions = new SessionHost();
        var (keys, problems) = TakeKeys(result);
        using var held = keys;
        if (!problems.IsEmpty)
            return Refuse(problems);
        var (mqtt, problem) = _mqtt.Read(result, parts.Variable);
        if (problem is not null)
            return Refuse([problem]);
        if (mqtt is not null && MqttOption.Warning(mqtt) is { } warning)
            desk.Say(warning);
        using var signals = new SessionSignals();
        if (Make(Options(result, desk, keys, demo) with { Clinic = clinic, Mqtt = mqtt }, sessions, signals) is not { } service)
            return ExitCode.BadInput;
        await using var closing = service.ConfigureAwait(false);
        try
        {
            await service.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            console.Complain($"it cannot listen: {FileErrorText.Of(exception, null)}");
            return ExitCode.BadInput;
        }
        using var metrics = MetricsExport.To(result.GetValue(_metrics));
        if (keys is not null)
            Join(keys, sessions, desk);
        desk.Listen(service.ShowCode);
        return await service.RunAsync(cancellation).ConfigureAwait(false) ? ExitCode.Completed : ExitCode.MotorMayRun;
    }

    /// <returns>Null where its certificate cannot be kept.</returns>
    private WebService? Make(ServeOptions options, SessionHost sessions, SessionSignals signals)
    {
        try
        {
            return new(options, sessions, services => services.AddSingleton<IHostLifetime>(host =>
                new ServeLifetime(sessions, signals, host.GetRequiredService<IHostApplicationLifetime>(), TimeProvider.System)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            console.Complain($"the certificate for --https cannot be kept in {options.Data.Path}: {FileErrorText.Of(exception, options.Data.Path)}");
            return null;
        }
    }

    /// <returns>Null where none is named, or there are problems.</returns>
    private (ClinicRoom? Clinic, ImmutableArray<Phrase> Problems) OpenClinic(ParseResult result, ServeDesk desk)
    {
        if (result.GetValue(_clinic) is not { } named)
            return (null, []);
        if (result.GetValue(_demo))
            return (null, ["--clinic: a demo has no people of a clinic"]);
        var (address, problem) = ClinicKey.Read(named);
        if (address is null)
            return (null, [problem!]);
        var folder = DataFolder.Of(result.GetValue(_data), parts.Variable);
        var (key, problems) = new ClinicKeyFile(folder.Path).Read();
        if (!problems.IsEmpty)
            return (null, problems);
        if (key is null || key.Address != address)
            return (null, [Phrase.Of($"this computer is no room of the clinic at {address.Authority}: ask its desk for a code, then run massager clinic join {address} --code CODE{folder.Option}")]);
        var (room, unusable) = ClinicRoom.Open(key, folder, parts.Clock, desk.Say);
        return (room, room is null ? [unusable!] : []);
    }

    private (StopKeyWatch? Keys, ImmutableArray<Phrase> Problems) TakeKeys(ParseResult result)
    {
        var (keys, problems) = StopKeyOption.Read(result.GetRequiredValue(_stopKey), parts.Input);
        return keys.IsEmpty || !problems.IsEmpty ? (null, problems) : StopKeyWatch.Open(parts.Input!, keys, TimeProvider.System);
    }

    private int Refuse(ImmutableArray<Phrase> problems)
    {
        foreach (var problem in problems)
            console.Complain(problem);
        return ExitCode.BadInput;
    }

    private static void Join(StopKeyWatch keys, SessionHost sessions, ServeDesk desk)
    {
        foreach (var line in keys.Held)
            desk.Say(line);
        _ = new ServeStopKeys(keys, sessions, desk.Say);
    }

    private ServeOptions Options(ParseResult result, ServeDesk desk, StopKeyWatch? keys, string? demo) =>
        new(parts.Intake, DataFolder.Of(result.GetValue(_data), parts.Variable), result.GetRequiredValue(_profiles), parts.Radios)
        {
            Port = result.GetValue(_port)?.Value,
            Lan = result.GetValue(_lan),
            Https = result.GetValue(_https),
            Demo = demo,
            AllowStart = result.GetValue(_allowStart),
            StopKeyIsThere = () => keys is { IsThere: true },
            Confirm = desk.Confirm,
            Show = desk.Show,
            Say = result.GetValue(_log) is null ? desk.Say : static _ => { },
            Log = ServeLog.Of(result.GetValue(_log)),
            LogLevel = result.GetValue(_logLevel)?.Value ?? LogLevel.Information,
        };
}
