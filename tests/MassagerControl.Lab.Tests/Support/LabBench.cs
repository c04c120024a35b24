using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.Radio.BlueZ.Peripheral;
using MassagerControl.RadioContract;

namespace MassagerControl.Lab.Tests.Support;

/// <summary>The radio of BlueZ on the real bluetoothd, with a virtual peripheral on the other adapter of the same one.</summary>
internal sealed class LabBench : RadioBench
{
    private readonly VirtualMachine _machine;
    private readonly BlueZRadio _radio;
    private readonly MotorLog _log = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _running;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private const string Advertising =
        $"busctl --system get-property org.bluez /org/bluez/{VirtualMachine.PeripheralAdapter} org.bluez.LEAdvertisingManager1 ActiveInstances";

    private LabBench(VirtualMachine machine, string faults)
    {
        _machine = machine;
        // Writes of a characteristic that takes commands too are acknowledged by bluetoothd itself, before the device refuses or loses one.
        Driven = faults.Length == 0 ? Profile : RequestsOnly();
        _radio = new(new() { Adapter = VirtualMachine.CentralAdapter, BusAddress = machine.Bus });
        var options = new BlueZPeripheralOptions
        {
            Profile = Driven,
            Adapter = VirtualMachine.PeripheralAdapter,
            BusAddress = machine.Bus,
            Peripheral = new() { Faults = Script(faults) },
            Log = _log,
            Ready = _ready.SetResult,
        };
        _running = BlueZPeripheral.RunAsync(options, TimeProvider.System, _ended.Token);
    }

    public override DeviceProfile Driven { get; }

    public override IRadio Radio => _radio;

    public override string Address => VirtualMachine.PeripheralAddress;

    public override ImmutableArray<int> Motor => _log.Levels;

    public static async Task<RadioBench> StartAsync(VirtualMachine machine, string faults)
    {
        await machine.ForgetAsync(TestContext.Current.CancellationToken);
        var bench = new LabBench(machine, faults);
        await Task.WhenAny(bench._ready.Task, bench._running);
        if (bench._running.IsCompleted)
            await bench._running;
        return bench;
    }

    public override Task ReachedAsync(int level) => _log.ReachedAsync(level);

    public override async ValueTask DisposeAsync()
    {
        await _radio.DisposeAsync();
        await _ended.CancelAsync();
        await _running;
        _ended.Dispose();
        TestContext.Current.TestOutputHelper?.WriteLine($"The peripheral:\n{_log}");
        // What stays registered has its place until bluetoothd ends, which has five.
        Assert.Equal("y 0", (await _machine.RunAsync(Advertising, CancellationToken.None)).Trim());
    }

    private static DeviceProfile RequestsOnly()
    {
        var profile = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "device-profiles", $"{Profile.Id}.json")))!;
        profile["endpoints"]!["control"]!["properties"] = new JsonArray("write");
        return ProfileReader.Parse("requests-only.json", profile.ToJsonString()).Value!;
    }

    /// <summary>Takes the peripheral's log, a line each.</summary>
    private sealed class MotorLog : StringWriter
    {
        private readonly Lock _gate = new();
        private readonly List<(int Level, TaskCompletionSource Reached)> _waiting = [];

        public ImmutableArray<int> Levels
        {
            get
            {
                lock (_gate)
                    return [.. ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(LevelIn).OfType<int>()];
            }
        }

        public override void Write(string? value)
        {
            lock (_gate)
                base.Write(value);
        }

        public override void Write(char value)
        {
            lock (_gate)
                base.Write(value);
        }

        public override void Flush()
        {
            var levels = Levels;
            lock (_gate)
                foreach (var (level, reached) in _waiting)
                    if (levels.Contains(level))
                        reached.TrySetResult();
        }

        public Task ReachedAsync(int level)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
                _waiting.Add((level, reached));
            Flush();
            return reached.Task;
        }

        private static int? LevelIn(string line)
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.TryGetProperty("level", out var level) ? level.GetInt32() : null;
        }
    }
}
