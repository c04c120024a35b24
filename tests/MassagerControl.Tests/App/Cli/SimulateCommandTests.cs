using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Sockets;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

public sealed class SimulateCommandTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("s");
    private readonly CancellationTokenSource _end = new();

    [Fact]
    public async Task Another_program_drives_it_and_its_log_tells_every_motor_change()
    {
        var (socket, log) = (PathOf("s"), PathOf("log.jsonl"));
        using var ready = new ReadyWriter();
        var running = Run(ready, "simulate", "sim-percussion-gun", "--socket", socket, "--log", log, "--seed", "7", "--profiles", Directory.CreateDirectory(PathOf("none")).FullName);
        await ready.Seen.WaitAsync(TestContext.Current.CancellationToken);
        await using (var driver = new ProfiledMassager(new()
        {
            Profile = SimulatedRig.Shipped("sim-percussion-gun"),
            Radio = new SocketRadio(socket),
            Address = socket,
            Time = TimeProvider.System,
            Device = "socket",
        }))
        {
            await driver.ConnectAsync(TestContext.Current.CancellationToken);
            await driver.SetIntensityAsync(Intensity.FromPercent(40), TestContext.Current.CancellationToken);
            await driver.StopAsync(TestContext.Current.CancellationToken);
        }
        await _end.CancelAsync();

        Assert.Equal(0, await running);
        Assert.False(File.Exists(socket));
        var lines = (await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken)).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal("ready", lines[0].GetProperty("type").GetString());
        Assert.Equal([2, 0], lines.Where(line => line.GetProperty("type").GetString() == "motor").Select(line => line.GetProperty("level").GetInt32()));
        Assert.Equal($"SIM Percussion Gun (simulated) is ready at {socket}\n", ready.ToString());
    }

    public static TheoryData<string> Shipped => [.. MassagerControl.Devices.Profiles.ProfileCatalog.Shipped().Ids()];

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task Every_shipped_profile_can_be_simulated(string id)
    {
        using var ready = new ReadyWriter();
        var running = Run(ready, "simulate", id, "--socket", PathOf("s"), "--profiles", Directory.CreateDirectory(PathOf("none")).FullName);
        await Task.WhenAny(ready.Seen, running);
        await _end.CancelAsync();

        Assert.Equal(0, await running);
        Assert.Contains("is ready at", ready.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no profile 'hammer'", "hammer", "--socket", "SOCKET")]
    [InlineData("one of --socket PATH and --radio bluez", "sim-percussion-gun")]
    [InlineData("one of --socket PATH and --radio bluez", "sim-percussion-gun", "--socket", "SOCKET", "--radio", "bluez")]
    [InlineData("--adapter belongs to --radio bluez", "sim-percussion-gun", "--socket", "SOCKET", "--adapter", "hci1")]
    [InlineData("Argument 'sim' not recognized", "sim-percussion-gun", "--radio", "sim")]
    [InlineData("stops or continues is expected", "sim-percussion-gun", "--socket", "SOCKET", "--on-disconnect", "maybe")]
    [InlineData("cannot be read: there is no such file", "sim-percussion-gun", "--socket", "SOCKET", "--faults", "nowhere.json")]
    [InlineData("the socket nowhere/at/all cannot be made", "sim-percussion-gun", "--socket", "nowhere/at/all")]
    [InlineData("nowhere/log", "sim-percussion-gun", "--socket", "SOCKET", "--log", "nowhere/log")]
    public async Task What_cannot_be_simulated_is_refused_with_the_reason(string reason, params string[] args)
    {
        var run = await Massager.RunAsync(["simulate", .. args.Select(arg => arg == "SOCKET" ? PathOf("s") : arg), "--profiles", Directory.CreateDirectory(PathOf("none")).FullName]);

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("s")));
    }

    public void Dispose()
    {
        _end.Dispose();
        _root.Delete(recursive: true);
    }

    private Task<int> Run(TextWriter output, params string[] args) =>
        new MassagerControl.App.Cli.CommandLine(new(output, TextWriter.Null, Terminal: null), Massager.ShippedParts()).RunAsync(args, _end.Token);

    private string PathOf(string name) => Path.Combine(_root.FullName, name);

    /// <summary>Tells when the first line is there.</summary>
    private sealed class ReadyWriter : StringWriter
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ReadyWriter() => NewLine = "\n";

        public Task Seen => _seen.Task;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            _seen.TrySetResult();
        }
    }
}
