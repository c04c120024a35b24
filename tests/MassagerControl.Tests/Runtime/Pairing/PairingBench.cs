using System.Text.Json;
using MassagerControl.App.Cli;
using MassagerControl.App.Radios;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Runtime.Reach;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.App.Terminal;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Pairing;

/// <summary>The commands that pair, with a memory and folders of their own, and a radio called <c>air</c> that the test writes.</summary>
internal sealed class PairingBench : IDisposable
{
    public const string Air = "air";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("p");
    private readonly FakeTerminal _terminal = new();

    public PairingBench()
    {
        Directory.CreateDirectory(Room);
        Directory.CreateDirectory(Profiles);
    }

    public ScriptedRadio Radio { get; set; } = new();

    public string Folder => _root.FullName;

    /// <summary>A folder for sockets.</summary>
    public string Room => Path.Combine(_root.FullName, "room");

    public string Profiles => Path.Combine(_root.FullName, "profiles");

    public string Data => Path.Combine(_root.FullName, "data");

    public FakeTerminal Terminal => _terminal;

    public AppParts Parts(TimeProvider? time = null)
    {
        var radios = new RadioKinds([.. ShippedRadios.All.All, new(Air, Air, Simulated: false, _ => new OpenRadio(Radio))]);
        return Massager.ShippedParts() with { FindDevice = new DeviceSetup(radios).Find, Radios = radios, WallClock = time ?? TimeProvider.System };
    }

    /// <summary>Without a terminal, and with nobody to answer.</summary>
    public Task<Massager> RunAsync(params string[] args) => RunAsync(Parts(), args);

    public Task<Massager> RunAsync(AppParts parts, params string[] args) => RunAsync(parts, null, null, args, CancellationToken.None);

    public Task<Massager> RunAsync(CancellationToken cancellation, params string[] args) => RunAsync(Parts(), null, null, args, cancellation);

    /// <summary>On a terminal, with lines that are typed.</summary>
    public Task<Massager> AskAsync(AppParts parts, string typed, params string[] args) => RunAsync(parts, _terminal.Port(), typed, args, CancellationToken.None);

    /// <inheritdoc cref="AskAsync(AppParts, string, string[])"/>
    public Task<Massager> AskAsync(string typed, params string[] args) => RunAsync(Parts(), _terminal.Port(), typed, args, CancellationToken.None);

    public async Task<JsonElement[]> DevicesAsync()
    {
        using var document = JsonDocument.Parse((await RunAsync("devices", "--json")).Out);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    /// <summary>An advertisement with the usual name of a shipped device.</summary>
    public static Advertisement Called(string name, string address = "AA:BB:CC:00:00:01", int? rssi = -60) => new(address, name, rssi);

    public static DeviceProfile Shipped(string id) => SimulatedRig.Shipped(id);

    public void Dispose()
    {
        _terminal.Dispose();
        _root.Delete(recursive: true);
    }

    private async Task<Massager> RunAsync(
        AppParts parts, MassagerControl.App.Terminal.TerminalPort? terminal, string? typed, string[] args, CancellationToken cancellation)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var input = new StringReader(typed ?? "");
        var unguarded = parts with { FindDevice = wish => Unguarded(parts.FindDevice(wish)) };
        var exit = await new CommandLine(new AppConsole(output, error, terminal) { Input = input }, unguarded).RunAsync(All(args), cancellation);
        return new(exit, output.ToString(), error.ToString());
    }

    /// <summary>With the folders of this bench.</summary>
    public string[] All(params string[] args) => [.. args, "--data", Data, .. args[0] is "forget" ? Array.Empty<string>() : ["--profiles", Profiles]];

    // No guard finds this one, so that none can end the tests.
    private static ResolvedDevice Unguarded(ResolvedDevice found) =>
        found.Reach is { } reach ? found with { Reach = reach with { Device = "a device that the tests' own process drives" } } : found;
}
