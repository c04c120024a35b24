using MassagerControl.Core;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Simulation;

/// <summary>The device itself, spoken to in bytes.</summary>
public sealed class SimulatedPeripheralTests
{
    private readonly SimulatedRig _rig = new("therabody-wave-solo");

    [Theory]
    [InlineData("AA 8E 01 03 07 80 03", 1)]
    [InlineData("AA 43 01 03 0C 30 03", 3)]
    public async Task A_right_frame_turns_the_motor(string frame, int level)
    {
        await Write(frame, WriteMode.WithResponse);

        Assert.Equal(level, _rig.Motor);
    }

    [Theory]
    [InlineData("AA 8F 01 03 07 80 03", "byte 1 is 8F, the checksum is 8E")]
    [InlineData("AB 8E 01 03 07 80 03", "has AB at byte 0, not AA")]
    [InlineData("AA 8E 01 03 07 80 03 00", "goes on after 7 bytes")]
    [InlineData("AA 8E 01 03 07 80", "setLevel: byte 1 is 8E, the checksum is 8B")]
    [InlineData("AA 8F 01 03 07 81 03", "there is no level 1921")]
    public async Task A_wrong_checksum_literal_length_or_level_is_refused_and_leaves_the_motor_alone(string frame, string problem)
    {
        var refused = await Assert.ThrowsAsync<GattException>(() => Write(frame, WriteMode.WithResponse));

        Assert.Equal((GattFailure.Refused, (byte?)0x80), (refused.Failure, refused.AttCode));
        Assert.Equal(0, _rig.Motor);
        var arrived = Assert.Single(_rig.Events.OfType<FrameArrived>());
        Assert.Null(arrived.Operation);
        Assert.Contains(problem, arrived.Problem);
    }

    [Fact]
    public async Task A_driver_with_a_wrong_checksum_never_turns_the_motor()
    {
        var wrong = ProfileReader.Parse("wrong.json", ProfileText.Small.Replace("[\"AA\", { \"field\": \"level\", \"as\": \"u8\" }]", "[\"AA\", { \"field\": \"level\", \"as\": \"u8\" }, { \"checksum\": \"sum8\" }]")).Value!;
        var right = ProfileReader.Parse("right.json", ProfileText.Small.Replace("[\"AA\", { \"field\": \"level\", \"as\": \"u8\" }]", "[\"AA\", { \"field\": \"level\", \"as\": \"u8\" }, { \"checksum\": \"xor8\" }]")).Value!;
        using var device = new SimulatedPeripheral(right, new(), _rig.Time);
        await using var link = await new SimulatedRadio(device).ConnectAsync("sim:small", TestContext.Current.CancellationToken);
        var bytes = wrong.SetLevel.Frame.Encode(FieldValues.None.With("level", 30));

        await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(link.Characteristics[0], bytes, WriteMode.WithResponse, TestContext.Current.CancellationToken));

        Assert.Equal(Level.Off, device.Level);
    }

    [Fact]
    public void A_central_that_waits_out_a_fault_gets_its_link_though_timers_fire_early()
    {
        var profile = SimulatedRig.Shipped("sim-percussion-gun");
        using var device = new SimulatedPeripheral(
            profile, new() { Faults = SimulatedRig.Script(profile, """{ "at": 0, "kind": "neverConnect", "seconds": 0.05 }""") }, new EarlyTimers(_rig.Time));

        var connecting = new SimulatedRadio(device).ConnectAsync("sim:sim-percussion-gun", TestContext.Current.CancellationToken);
        _rig.Time.Advance(TimeSpan.FromSeconds(0.049));
        Assert.False(connecting.IsCompleted);
        _rig.Time.Advance(TimeSpan.FromSeconds(0.01));

        Assert.True(connecting.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_write_of_the_wrong_kind_or_to_the_wrong_place_is_refused()
    {
        await using var link = await Connect();
        var notify = link.Characteristics.Single(characteristic => characteristic.Properties == GattProperties.Notify);

        var refused = await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(notify, new byte[] { 1 }, WriteMode.WithResponse, TestContext.Current.CancellationToken));

        Assert.Equal((byte?)0x03, refused.AttCode);
    }

    [Fact]
    public async Task It_answers_the_version_and_status_requests_with_unexplained_bytes_0()
    {
        await using var link = await Connect();
        var heard = new List<string>();
        var (control, status) = (link.Characteristics[0], link.Characteristics[1]);
        await link.SubscribeAsync(status, value => heard.Add(Hex.Format(value.Span)), TestContext.Current.CancellationToken);

        await link.WriteAsync(control, Bytes("AA 20 20 00"), WriteMode.WithoutResponse, TestContext.Current.CancellationToken);
        await link.WriteAsync(control, Bytes("AA 10 10 00"), WriteMode.WithResponse, TestContext.Current.CancellationToken);
        await link.WriteAsync(control, Bytes("AA 43 01 03 0C 30 03"), WriteMode.WithResponse, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "BB 00 20 00 00 00 00 00 00 00 00 00 00 00",
                "BB 10 10 00 00 00 00 00 00 00 00 00 00 00 00",
                "BB 4D 10 00 01 00 00 00 00 00 00 00 00 0C 30",
            ],
            heard);
    }

    [Fact]
    public async Task One_central_at_a_time_and_the_next_one_waits()
    {
        var radio = new SimulatedRadio(_rig.Peripheral);
        var first = await Connect();
        var second = radio.ConnectAsync("sim:therabody-wave-solo", TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);

        await first.DisposeAsync();

        Assert.True(second.IsCompletedSuccessfully);
        await Assert.ThrowsAsync<GattException>(() => first.WriteAsync(first.Characteristics[0], Bytes("AA 43 01 03 0C 30 03"), WriteMode.WithResponse, TestContext.Current.CancellationToken));
        Assert.Equal(0, _rig.Motor);
    }

    [Fact]
    public async Task A_second_request_before_the_first_is_answered_is_refused()
    {
        var rig = new SimulatedRig("therabody-wave-solo", """{ "at": 0, "kind": "delayAnswers", "by": 1 }""");
        await using var link = await new SimulatedRadio(rig.Peripheral).ConnectAsync("sim:therabody-wave-solo", TestContext.Current.CancellationToken);
        _ = link.WriteAsync(link.Characteristics[0], Bytes("AA 10 10 00"), WriteMode.WithResponse, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(link.Characteristics[0], Bytes("AA 10 10 00"), WriteMode.WithResponse, TestContext.Current.CancellationToken));

        Assert.Contains("one at a time", refused.Message);
    }

    [Fact]
    public async Task It_advertises_its_name_while_it_is_free()
    {
        using var cancellation = new CancellationTokenSource();
        var seen = new List<Advertisement>();
        var scanning = new SimulatedRadio(_rig.Peripheral).ScanAsync(seen.Add, cancellation.Token);
        await using (await Connect())
            _ = new SimulatedRadio(_rig.Peripheral).ScanAsync(seen.Add, cancellation.Token);

        await cancellation.CancelAsync();
        await scanning;

        Assert.Equal([("sim:therabody-wave-solo", "WaveSolo")], seen.Select(advertisement => (advertisement.Address, advertisement.Name)));
    }

    [Fact]
    public async Task An_unknown_address_is_unreachable()
    {
        var failed = await Assert.ThrowsAsync<GattException>(() => new SimulatedRadio(_rig.Peripheral).ConnectAsync("sim:absent", TestContext.Current.CancellationToken));

        Assert.Equal(GattFailure.Unreachable, failed.Failure);
    }

    [Fact]
    public void Every_change_of_the_motor_is_told_with_its_time()
    {
        _rig.Time.Advance(TimeSpan.FromSeconds(3));
        _rig.Peripheral.PressButton(new Level(2));
        _rig.Peripheral.PressButton(new Level(2));
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        _rig.Peripheral.PressButton(Level.Off);

        Assert.Equal([new MotorChanged(TimeSpan.FromSeconds(3), new Level(2)), new MotorChanged(TimeSpan.FromSeconds(4), Level.Off)], _rig.Events);
    }

    [Fact]
    public void Levels_and_charges_that_it_has_not_are_misuse()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _rig.Peripheral.PressButton(new Level(4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _rig.Peripheral.SetBattery(101));
        Assert.Throws<ArgumentOutOfRangeException>(() => _rig.Peripheral.SetBattery(-1));
    }

    private Task<IGattLink> Connect() =>
        new SimulatedRadio(_rig.Peripheral).ConnectAsync("sim:therabody-wave-solo", TestContext.Current.CancellationToken);

    private async Task Write(string frame, WriteMode mode)
    {
        await using var link = await Connect();
        await link.WriteAsync(link.Characteristics[0], Bytes(frame), mode, TestContext.Current.CancellationToken);
    }

    private static byte[] Bytes(string hex)
    {
        Assert.True(Hex.TryParse(hex, out var bytes));
        return bytes;
    }
}
