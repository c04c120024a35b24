using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Protocols;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.RadioContract;
using MassagerControl.RadioContract.Fake;

namespace MassagerControl.Tests.Radio.BlueZ.Central;

/// <summary>The BlueZ radio on a fake bluetoothd, for tests that know both.</summary>
internal sealed class BlueZBench : IAsyncDisposable
{
    /// <summary>Far shorter than in earnest, so that a test of silence takes no minute; long enough for an answer on a busy machine.</summary>
    public static readonly BlueZLimits Hasty = new()
    {
        Own = TimeSpan.FromSeconds(4),
        Connect = TimeSpan.FromSeconds(4),
        Busy = TimeSpan.FromSeconds(1),
        Disconnect = TimeSpan.FromSeconds(4),
        Request = TimeSpan.FromSeconds(4),
        Bond = TimeSpan.FromSeconds(6),
    };

    private readonly FakeBlueZBench _bench;

    private BlueZBench(FakeBlueZBench bench) => _bench = bench;

    public const string Address = FakeBlueZBench.DeviceAddress;

    public BlueZRadio Radio => (BlueZRadio)_bench.Radio;

    public FakeBlueZ Fake => _bench.Fake;

    public FakeDevice Device => _bench.Device;

    public FakeBlueZBench Whole => _bench;

    public PrivateBus Bus => _bench.Bus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<BlueZBench> StartAsync(
        string faults = "", FakePairing? pairing = null, FakeBlueZOptions? fake = null, Func<BlueZOptions, BlueZOptions>? with = null) =>
        new(await FakeBlueZBench.StartAsync(
            address => new BlueZRadio((with ?? (same => same))(new BlueZOptions { BusAddress = address })), faults, pairing, fake));

    public Task<IGattLink> ConnectAsync() => Radio.ConnectAsync(Address, Token);

    public Task<MessageBus> StrangerAsync() => MessageBus.OpenAsync(Bus.Address, Token);

    /// <summary>Another program with its own connection.</summary>
    public BlueZRadio Other(BlueZLimits? limits = null) => new(new() { BusAddress = Bus.Address, Limits = limits ?? new() });

    /// <summary>What drives the device in a session.</summary>
    public ProfiledMassager Driver() =>
        new(new() { Profile = RadioBench.Profile, Radio = Radio, Address = Address, Time = TimeProvider.System, Device = "bluez" });

    public static GattCharacteristic Control(IGattLink link) => RadioBench.Profile.Endpoints.First(endpoint => endpoint.Name == "control").In(link.Characteristics)!;

    public static GattCharacteristic Status(IGattLink link) => RadioBench.Profile.Endpoints.First(endpoint => endpoint.Name == "status").In(link.Characteristics)!;

    public static GattCharacteristic Battery(IGattLink link) => link.Characteristics.First(found => found.Uuid == GattUuid.BatteryLevel);

    /// <summary>Completes when the radio has seen everything that bluetoothd has said so far.</summary>
    public async Task SettleAsync()
    {
        var objects = await Radio.ObjectsAsync(Token);
        await Record.ExceptionAsync(() => objects.CallAsync("/", "org.freedesktop.DBus.Peer", "Ping", TimeSpan.FromSeconds(10), Token));
    }

    /// <summary>Completes with the reason when the link is lost; being told twice fails the test that waits for it.</summary>
    public static Task<string> LossOf(IGattLink link)
    {
        var lost = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        link.ObserveLoss(lost.SetResult);
        return lost.Task;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();
}
