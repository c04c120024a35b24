using System.Collections.Immutable;
using System.CommandLine;
using MassagerControl.App.Hosting;
using MassagerControl.App.Terminal;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary><c>massager scan</c>: shows what is within reach. It only listens.</summary>
internal sealed class ScanCommand(AppConsole console, AppParts parts)
{
    private static readonly TimeSpan OverTheAir = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Simulated = TimeSpan.FromSeconds(2);

    private readonly Option<RadioChoice?> _radio = RadioOptions.Radio(parts.Radios, "What to listen with", used: true);
    private readonly Option<Boxed<double>?> _timeout = RadioOptions.Timeout($"How long to listen; {OverTheAir.TotalSeconds:0} s, or until a key on a terminal.");
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON at the end." };
    private readonly Option<string> _profiles = ProfilesFolder.Option();
    private readonly Option<string?> _data = DataOption.Create();

    /// <summary>How long to listen where nobody can end it: devices advertise every second or so, simulated ones at once.</summary>
    public static TimeSpan UsualTime(RadioChoice radio) => radio.Kind.Simulated ? Simulated : OverTheAir;

    public Command Build()
    {
        var scan = new Command("scan", "Shows which devices are within reach, and which profile fits each. Starts and connects nothing.")
        {
            _radio, _timeout, _json, _profiles, _data,
        };
        scan.SetAction(RunAsync);
        return scan;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var library = ProfilesFolder.Library(result.GetRequiredValue(_profiles));
        var radio = result.GetValue(_radio) ?? parts.Radios.UsualChoice;
        var entries = library.ReadAll();
        foreach (var error in entries.SelectMany(entry => entry.Reading.Errors))
            console.Error.WriteLine(error);
        var table = new SightingTable(new ProfileMatcher(entries.Select(entry => entry.Reading.Value).OfType<DeviceProfile>()), parts.WallClock);
        var names = Names(radio, DataFolder.Of(result.GetValue(_data), parts.Variable).Path);
        var screen = result.GetValue(_json) || console.Terminal is not { Look.Addressable: true } terminal ? null : new ScanScreen(terminal, parts.WallClock, parts.Language);
        TimeSpan? limit = result.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(seconds.Value) : screen is null ? UsualTime(radio) : null;
        using var signals = new EndSignals(cancellation);
        try
        {
            await using var open = radio.Open(new(null, library, parts.WallClock));
            await ListenAsync(open.Radio, table, limit, screen, Report, signals.Token).ConfigureAwait(false);
        }
        catch (GattException exception)
        {
            console.Complain($"{RadioText.Of(radio, exception)}");
            return ExitCode.DeviceFailed;
        }
        Print(Report(), result.GetValue(_json));
        return ExitCode.Completed;

        ScanReport Report() => new(radio.Text, radio.Kind.Simulated, [.. Sighting.Sorted(table.All())], table.LeftOut, names);
    }

    private async Task ListenAsync(
        IRadio radio, SightingTable table, TimeSpan? limit, ScanScreen? screen, Func<ScanReport> report, CancellationToken cancellation)
    {
        if (screen is null)
        {
            await Listening.RunAsync(radio, table.Take, limit, parts.WallClock, cancellation).ConfigureAwait(false);
            return;
        }
        // Not disposed of: a key may come after the end.
        var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var shown = screen.ShowAsync(report, end.Cancel, end.Token);
        try
        {
            // A screen that breaks ends the scan as a key does.
            _ = shown.ContinueWith(_ => end.Cancel(), TaskScheduler.Default);
            await Listening.RunAsync(radio, table.Take, limit, parts.WallClock, end.Token).ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await shown.ConfigureAwait(false);
        }
    }

    /// <summary>A store that cannot be read spoils no scan.</summary>
    private ImmutableDictionary<string, string> Names(RadioChoice radio, string folder)
    {
        try
        {
            return new PairedDevices(folder).NamesOn(radio);
        }
        catch (StoreException exception)
        {
            console.Complain(exception.Words);
            return ImmutableDictionary<string, string>.Empty;
        }
    }

    private void Print(ScanReport report, bool asJson)
    {
        if (asJson)
            console.Out.WriteLine(JsonText.Indented(json => ScanText.Write(json, report)));
        else
            foreach (var line in ScanText.Lines(report, parts.Language))
                console.Out.WriteLine(line);
    }
}
