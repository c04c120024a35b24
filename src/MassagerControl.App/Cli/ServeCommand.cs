using System.CommandLine;
using MassagerControl.App.Hosting;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.History;
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
    private readonly Option<bool> _json = new("--json") { Description = "Print each address and code as one line of JSON." };
    private readonly Option<bool> _demo = new("--demo") { Description = "The history shows invented sessions, each marked DEMO, in place of yours." };
    private readonly Option<string?> _data = DataOption.Create();
    private readonly Option<string> _profiles = ProfilesFolder.Option();

    public Command Build()
    {
        var serve = new Command("serve", "Runs the service: a phone's browser is the remote, the voice and the STOP button.") { _port, _lan, _allowStart, _json, _demo, _data, _profiles };
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
            console.Error.WriteLine($"massager: {exception.Message}");
            return ExitCode.BadInput;
        }
    }

    /// <param name="demo">A folder of invented sessions, or null.</param>
    private async Task<int> RunAsync(ParseResult result, string? demo, CancellationToken cancellation)
    {
        var desk = new ServeDesk(console, result.GetValue(_json));
        var sessions = new SessionHost();
        using var signals = new SessionSignals();
        var service = new WebService(Options(result, desk, demo), sessions, services => services.AddSingleton<IHostLifetime>(host =>
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
        desk.Listen(service.ShowCode);
        return await service.RunAsync(cancellation).ConfigureAwait(false) ? ExitCode.Completed : ExitCode.MotorMayRun;
    }

    private ServeOptions Options(ParseResult result, ServeDesk desk, string? demo) =>
        new(parts.Intake, DataFolder.Of(result.GetValue(_data), parts.Variable), result.GetRequiredValue(_profiles), parts.Radios)
        {
            Port = result.GetValue(_port)?.Value,
            Lan = result.GetValue(_lan),
            Demo = demo,
            AllowStart = result.GetValue(_allowStart),
            Confirm = desk.Confirm,
            Show = desk.Show,
            Say = desk.Say,
        };
}
