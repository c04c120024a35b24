using System.Collections.Immutable;
using System.CommandLine;
using MassagerControl.App.Hosting;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Keys;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Storage;
using MassagerControl.Web;
using MassagerControl.Web.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MassagerControl.App.Cli;

/// <summary><c>massager serve</c>: sessions with a phone as the remote.</summary>
internal sealed class ServeCommand(AppConsole console, AppParts parts)
{
    private const int HighestPort = 65_535;

    private readonly Option<Boxed<int>?> _port = OptionValues.Of(
        "--port", "N", $"Where it listens; 0 is any that is free. Otherwise {ServeOptions.UsualPort}, or any that is free.",
        text => Boxed.From(OptionValues.Whole(text, 0, HighestPort)), $"a whole number from 0 to {HighestPort}");

    private readonly Option<bool> _lan = new("--lan") { Description = "Phones in the same network reach it; otherwise only this computer does. Nothing is encrypted: use a network that you trust." };
    private readonly Option<bool> _allowStart = new("--allow-start") { Description = "A paired phone may start a session without anybody who confirms it here." };
    private readonly Option<string[]> _stopKey = StopKeyOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Print each address and code as one line of JSON." };
    private readonly Option<string?> _data = DataOption.Create();
    private readonly Option<string> _profiles = ProfilesFolder.Option();

    public Command Build()
    {
        var serve = new Command("serve", "Runs the service: a phone's browser is the remote, the voice and the STOP button.") { _port, _lan, _allowStart, _stopKey, _json, _data, _profiles };
        serve.SetAction(RunAsync);
        return serve;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var desk = new ServeDesk(console, result.GetValue(_json));
        var sessions = new SessionHost();
        var (keys, problems) = TakeKeys(result);
        using var held = keys;
        if (!problems.IsEmpty)
            return Refuse(problems);
        using var signals = new SessionSignals();
        var service = new WebService(Options(result, desk, keys), sessions, services => services.AddSingleton<IHostLifetime>(host =>
            new ServeLifetime(sessions, signals, host.GetRequiredService<IHostApplicationLifetime>(), TimeProvider.System)));
        await using var closing = service.ConfigureAwait(false);
        try
        {
            await service.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            console.Error.WriteLine($"massager: it cannot listen: {FileErrorText.Of(exception, null)}");
            return ExitCode.BadInput;
        }
        if (keys is not null)
            Join(keys, sessions, desk);
        desk.Listen(service.ShowCode);
        return await service.RunAsync(cancellation).ConfigureAwait(false) ? ExitCode.Completed : ExitCode.MotorMayRun;
    }

    private (StopKeyWatch? Keys, ImmutableArray<string> Problems) TakeKeys(ParseResult result)
    {
        var (keys, problems) = StopKeyOption.Read(result.GetRequiredValue(_stopKey), parts.Input);
        return keys.IsEmpty || !problems.IsEmpty ? (null, problems) : StopKeyWatch.Open(parts.Input!, keys, TimeProvider.System);
    }

    private int Refuse(ImmutableArray<string> problems)
    {
        foreach (var problem in problems)
            console.Error.WriteLine($"massager: {problem}");
        return ExitCode.BadInput;
    }

    private static void Join(StopKeyWatch keys, SessionHost sessions, ServeDesk desk)
    {
        foreach (var line in keys.Held)
            desk.Say(line);
        _ = new ServeStopKeys(keys, sessions, desk.Say);
    }

    private ServeOptions Options(ParseResult result, ServeDesk desk, StopKeyWatch? keys) =>
        new(parts.Intake, DataFolder.Of(result.GetValue(_data), parts.Variable), result.GetRequiredValue(_profiles), parts.Radios)
        {
            Port = result.GetValue(_port)?.Value,
            Lan = result.GetValue(_lan),
            AllowStart = result.GetValue(_allowStart),
            StopKeyIsThere = () => keys is { IsThere: true },
            Confirm = desk.Confirm,
            Show = desk.Show,
            Say = desk.Say,
        };
}
