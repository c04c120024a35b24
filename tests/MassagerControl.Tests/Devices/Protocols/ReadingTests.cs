using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Conformance;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Simulation;
using MassagerControl.Tests.Devices.Conformance;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Protocols;

/// <summary>What a device says only to whoever reads it.</summary>
public sealed class ReadingTests
{
    private const string Properties = "\"characteristic\": \"fff2\", \"properties\": [\"notify\"]";
    private const string Connect = "\"connect\": [ { \"subscribe\": \"status\" } ]";

    /// <summary>The status is read and never told.</summary>
    private static string ReadOnly => ProfileText.Small
        .Replace(Properties, "\"characteristic\": \"fff2\", \"properties\": [\"read\"]", StringComparison.Ordinal)
        .Replace(Connect, "\"readStatus\": \"status\", \"connect\": [ { \"read\": \"status\" } ]", StringComparison.Ordinal);

    private static string Commands(string text) => text.Replace("withResponse", "withoutResponse", StringComparison.Ordinal);

    private static DeviceProfile Profile(string text)
    {
        var reading = ProfileReader.Parse("p.json", text);
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    private static IEnumerable<string> Errors(string text) => ProfileReader.Parse("p.json", text).Errors.Select(error => $"{error.Path}: {error.Reason}");

    [Fact]
    public void A_stop_that_nobody_acknowledges_is_confirmed_by_what_is_read()
    {
        var rig = new SimulatedRig(Profile(Commands(ReadOnly)));
        rig.Run(rig.Connecting());
        SimulatedRig.Now(rig.Drive(2));

        SimulatedRig.Now(rig.Stop());

        Assert.Equal(0, rig.Motor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stop_that_the_device_ignores_is_never_confirmed_by_reading(bool commands)
    {
        var rig = new SimulatedRig(Profile(commands ? Commands(ReadOnly) : ReadOnly), """{ "at": 1, "kind": "ignoreStop" }""");
        rig.Run(rig.Connecting());
        SimulatedRig.Now(rig.Drive(2));
        rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(MassagerFaultKind.UncertainDelivery, rig.Fail(rig.Stop()).Kind);
        Assert.Equal(2, rig.Motor);
    }

    /// <summary>It runs down for a while after it was told to stop.</summary>
    [Fact]
    public void A_device_that_still_runs_when_it_is_read_is_read_again()
    {
        var profile = Profile(Commands(ReadOnly));
        var time = new MassagerControl.Core.Timing.VirtualTimeProvider();
        using var device = new SimulatedPeripheral(profile, new(), time);
        var late = 0;
        var radio = new TamperedRadio(new SimulatedRadio(device)) { Read = bytes => device.Level.IsOff && late-- > 0 ? [0xBB, 0x14] : bytes };
        var driver = new ProfiledMassager(new() { Profile = profile, Radio = radio, Address = "sim:small", Time = time, Device = "x" });
        time.RunUntil(driver.ConnectAsync(TestContext.Current.CancellationToken));
        time.RunUntil(driver.SetIntensityAsync(profile.Scale.IntensityOf(new(2)), TestContext.Current.CancellationToken));

        late = 2;
        var began = time.Elapsed;
        var stopping = driver.StopAsync(TestContext.Current.CancellationToken);
        time.RunUntil(stopping);

        Assert.True(stopping.IsCompletedSuccessfully);
        Assert.InRange(time.Elapsed - began, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(0.4));
    }

    /// <summary>A value that left the device before the level came says nothing about what the motor does now.</summary>
    [Fact]
    public void What_was_read_before_a_stop_was_asked_for_does_not_confirm_it()
    {
        var rig = new SimulatedRig(
            Profile(Commands(ReadOnly).Replace("\"kind\"", "\"keepAlive\": { \"every\": 5, \"read\": \"status\" }, \"kind\"", StringComparison.Ordinal)),
            """{ "at": 4, "kind": "delayAnswers", "by": 0.3, "seconds": 2 }""");
        rig.Run(rig.Connecting());
        rig.Time.Advance(TimeSpan.FromSeconds(5));

        // The read of the heartbeat is under way and will say 0.
        var stopping = rig.Stop();
        rig.Time.Advance(TimeSpan.FromSeconds(0.35));

        Assert.False(stopping.IsCompleted);
        rig.Run(stopping);
    }

    [Fact]
    public void A_read_as_heartbeat_tells_the_level_and_writes_nothing()
    {
        var rig = new SimulatedRig(Profile(ReadOnly.Replace("\"kind\"", "\"keepAlive\": { \"every\": 5, \"read\": \"status\" }, \"kind\"", StringComparison.Ordinal)));
        rig.Run(rig.Connecting());
        SimulatedRig.Now(rig.Drive(3));
        rig.Reports.Clear();

        rig.Time.Advance(TimeSpan.FromSeconds(11));
        rig.Peripheral.PressButton(new(1));
        rig.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([3, 3, 1], rig.Reports.OfType<LevelReported>().Select(report => report.Level.Number));
        Assert.Empty(rig.Frames);
    }

    [Fact]
    public void A_read_that_the_device_refuses_when_connecting_is_told()
    {
        var profile = Profile(ReadOnly);
        var rig = new SimulatedRig(profile, builtFrom: profile with { Endpoints = [.. profile.Endpoints.Select(e => e.Name == "status" ? e with { Properties = GattProperties.Notify } : e)] });

        Assert.Equal(MassagerFaultKind.Communication, rig.Fail(rig.Connecting()).Kind);
    }

    [Theory]
    [InlineData("{ \"subscribe\": \"status\" }", "{ \"read\": \"status\" }", "$.connect[0].read: has no read among its properties")]
    [InlineData("{ \"subscribe\": \"status\" }", "{ \"read\": \"nothing\" }", "$.connect[0].read: 'nothing' is not described here")]
    [InlineData("\"kind\"", "\"keepAlive\": { \"every\": 5, \"read\": \"status\" }, \"kind\"", "$.keepAlive.read: has no read among its properties")]
    [InlineData("\"kind\"", "\"keepAlive\": { \"every\": 5, \"send\": \"stop\", \"read\": \"status\" }, \"kind\"", "$.keepAlive: says one of three")]
    [InlineData("\"kind\"", "\"readStatus\": \"control\", \"kind\"", "$.readStatus: no notification of 'control' tells the level")]
    public void A_wrong_read_is_refused_with_its_reason(string old, string changed, string error) =>
        Assert.Contains(Errors(ProfileText.Small.Replace(old, changed, StringComparison.Ordinal)), found => found.StartsWith(error, StringComparison.Ordinal));

    [Fact]
    public void Whoever_tells_the_level_when_it_is_read_can_be_asked_for_it() =>
        Assert.Contains(
            "$.connect[0].read: 'status' tells the level: name it as 'readStatus' too, or subscribe to it, so that a stop can be confirmed by it",
            Errors(ReadOnly.Replace("\"readStatus\": \"status\", ", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_simulated_device_conforms(bool commands)
    {
        var text = (commands ? Commands(ReadOnly) : ReadOnly)
            .Replace("\"kind\"", "\"keepAlive\": { \"every\": 5, \"read\": \"status\" }, \"kind\"", StringComparison.Ordinal);
        var report = await ConformanceSuite.RunAsync(new SimulatedTarget(Profile(text), new()), "p");

        Assert.DoesNotContain(report.Lines, line => line.Severity == Severity.Error);
    }
}
