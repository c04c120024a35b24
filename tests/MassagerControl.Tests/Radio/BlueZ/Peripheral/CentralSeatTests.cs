using MassagerControl.Core.Timing;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Simulation;
using MassagerControl.Radio.BlueZ.Peripheral;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Peripheral;

public sealed class CentralSeatTests : IDisposable
{
    private const string Phone = "/org/bluez/hci1/dev_11";
    private const string Other = "/org/bluez/hci1/dev_22";

    // Level 2 and off, in the bytes of the profile.
    private static readonly byte[] LevelTwo = [0x5A, 0x01, 0x02, 0x59];
    private static readonly byte[] Off = [0x5A, 0x00, 0x5A];

    private readonly VirtualTimeProvider _time = new();
    private readonly List<string> _sentOff = [];
    private readonly List<byte[]> _said = [];
    private readonly List<PeripheralEvent> _events = [];
    private SimulatedPeripheral? _peripheral;

    public void Dispose() => _peripheral?.Dispose();

    [Fact]
    public async Task Who_connects_has_the_link_until_the_connection_ends()
    {
        var seat = Seat();
        var central = seat.Sit(Phone)!;
        await central.WriteAsync(Find("control"), LevelTwo, WriteMode.WithResponse);
        Assert.Same(central, seat.Sit(Phone));
        await seat.LeaveAsync(Other);
        Assert.True(_peripheral!.IsLinked);
        await seat.LeaveAsync(Phone);

        Assert.False(_peripheral!.IsLinked);
        Assert.Equal(["CentralConnected", "FrameArrived", "MotorChanged", "CentralDisconnected"], _events.Select(one => one.GetType().Name));
        await Assert.ThrowsAsync<GattException>(() => central.WriteAsync(Find("control"), Off, WriteMode.WithoutResponse));
    }

    [Fact]
    public void There_is_one_place_and_whoever_comes_second_is_sent_off()
    {
        var seat = Seat();
        seat.Sit(Phone);

        Assert.Null(seat.Sit(Other));
        Assert.Equal([Other], _sentOff);
        Assert.Single(_events.OfType<CentralConnected>());
    }

    [Fact]
    public void A_device_that_takes_no_link_sends_everybody_off()
    {
        var seat = Seat("""{ "at": 0, "kind": "neverConnect" }""");

        Assert.Null(seat.Sit(Phone));
        Assert.Equal([Phone], _sentOff);
        Assert.False(_peripheral!.IsLinked);
    }

    [Fact]
    public async Task A_device_that_drops_its_link_ends_the_connection_over_the_air()
    {
        var seat = Seat("""{ "write": 1, "kind": "dropLink" }""");
        await Assert.ThrowsAsync<GattException>(() => seat.Sit(Phone)!.WriteAsync(Find("control"), LevelTwo, WriteMode.WithResponse));

        Assert.Equal([Phone], _sentOff);
        Assert.False(_peripheral!.IsLinked);
    }

    [Fact]
    public async Task A_notification_is_passed_on_while_somebody_wants_it()
    {
        var seat = Seat();
        var central = seat.Sit(Phone)!;
        await central.WriteAsync(Find("control"), LevelTwo, WriteMode.WithoutResponse);
        Assert.Empty(_said);
        await seat.WantAsync(Find("status"), true);
        await central.WriteAsync(Find("control"), Off, WriteMode.WithoutResponse);
        Assert.Single(_said);
        await seat.WantAsync(Find("status"), false);
        await central.WriteAsync(Find("control"), LevelTwo, WriteMode.WithoutResponse);

        Assert.Single(_said);
    }

    [Fact]
    public async Task What_a_bonded_central_wanted_holds_on_its_next_connection()
    {
        var seat = Seat();
        seat.Sit(Phone);
        await seat.WantAsync(Find("status"), true);
        await seat.LeaveAsync(Phone);
        await seat.Sit(Phone)!.WriteAsync(Find("control"), LevelTwo, WriteMode.WithoutResponse);

        Assert.Single(_said);
    }

    [Fact]
    public async Task Requests_wait_for_each_other_and_a_command_does_not()
    {
        var seat = Seat("""{ "at": 0, "kind": "delayAnswers", "by": 2 }""");
        var central = seat.Sit(Phone)!;
        var first = central.WriteAsync(Find("control"), LevelTwo, WriteMode.WithResponse);
        var second = central.ReadAsync(Battery());
        await central.WriteAsync(Find("control"), Off, WriteMode.WithoutResponse);

        Assert.Equal([2, 0], _events.OfType<MotorChanged>().Select(one => one.Level.Number));
        Assert.False(first.IsCompleted || second.IsCompleted);
        await seat.LeaveAsync();
        await Assert.ThrowsAsync<GattException>(() => first);
        await Assert.ThrowsAsync<GattException>(() => second);
    }

    private CentralSeat Seat(string faults = "")
    {
        var profile = SimulatedRig.Shipped("sim-percussion-gun");
        _peripheral = new(profile, new() { Faults = SimulatedRig.Script(profile, faults) }, _time);
        _peripheral.Happened += _events.Add;
        return new(new SimulatedRadio(_peripheral), SimulatedRadio.AddressOf(profile.Id), _sentOff.Add, (_, value) => _said.Add(value.ToArray()));
    }

    private GattCharacteristic Find(string endpoint) => _peripheral!.Profile.Endpoints.First(one => one.Name == endpoint).In(_peripheral.Characteristics)!;

    private GattCharacteristic Battery() => _peripheral!.Characteristics.First(one => one.Uuid == GattUuid.BatteryLevel);
}
