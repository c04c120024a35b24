using MassagerControl.Devices.Conformance;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;
using MassagerControl.RadioContract.Fake;
using MassagerControl.Tests.Radio.BlueZ.Central;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Profiles;

/// <summary>A UUID that stands twice in a service.</summary>
public sealed class TwiceTests
{
    private static readonly GattUuid Service = GattUuid.FromShort(0xFFF0);
    private static readonly GattUuid Twice = GattUuid.FromShort(0xFFF1);
    private static readonly GattCharacteristic Reads = new(Service, Twice, GattProperties.Read | GattProperties.Notify);
    private static readonly GattCharacteristic Writes = new(Service, Twice, GattProperties.Write | GattProperties.WriteWithoutResponse);

    private static DeviceProfile Profile()
    {
        var reading = ProfileReader.Parse("p.json", ProfileText.Small.Replace("fff2", "fff1", StringComparison.Ordinal));
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    private static Endpoint Endpoint(string name) => Profile().Endpoints.Single(endpoint => endpoint.Name == name);

    [Fact]
    public void The_one_that_offers_the_properties_is_taken_whatever_their_order()
    {
        Assert.Equal((Writes, Reads), (Endpoint("control").In([Reads, Writes]), Endpoint("status").In([Reads, Writes])));
        Assert.Equal((Writes, Reads), (Endpoint("control").In([Writes, Reads]), Endpoint("status").In([Writes, Reads])));
        Assert.Null(Profile().Misfit([Reads, Writes]));
    }

    [Fact]
    public void One_that_lacks_a_property_is_named() =>
        Assert.Equal($"characteristic {Twice} offers Read, Notify, the profile needs Write, WriteWithoutResponse", Profile().Misfit([Reads]));

    [Fact]
    public async Task The_simulated_device_has_two_and_conforms()
    {
        Assert.Equal(2, SimulatedCharacteristics.Of(Profile()).Length);

        var report = await ConformanceSuite.RunAsync(new SimulatedTarget(Profile(), new()), "p");

        Assert.DoesNotContain(report.Lines, line => line.Severity == Severity.Error);
    }

    [Fact(Timeout = 60_000)]
    public async Task Over_a_socket_each_is_itself()
    {
        await using var served = new ServedPeripheral(Profile());
        await using var driver = served.Driver(_ => { });

        await driver.ConnectAsync(TestContext.Current.CancellationToken);
        await driver.SetIntensityAsync(served.Profile.Scale.IntensityOf(new(2)), TestContext.Current.CancellationToken);
        await driver.StopAsync(TestContext.Current.CancellationToken);

        await served.Log.HasAsync(line => line.TryGetProperty("level", out var level) && level.GetInt32() == 0);
    }

    [Fact(Timeout = 60_000)]
    public async Task Over_bluetoothd_each_is_itself()
    {
        const string Address = "C0:FF:EE:00:00:02";
        await using var bench = await BlueZBench.StartAsync();
        using var peripheral = new SimulatedPeripheral(Profile(), new(), TimeProvider.System);
        var device = new FakeDevice(bench.Fake, Address, peripheral);
        var told = new TaskCompletionSource<byte>(TaskCreationOptions.RunContinuationsAsynchronously);

        await using var link = await bench.Radio.ConnectAsync(Address, TestContext.Current.CancellationToken);
        await link.SubscribeAsync(Endpoint("status").In(link.Characteristics)!, value => told.TrySetResult(value.Span[1]), TestContext.Current.CancellationToken);
        await link.WriteAsync(Endpoint("control").In(link.Characteristics)!, new byte[] { 0xAA, 0x14 }, WriteMode.WithResponse, TestContext.Current.CancellationToken);

        Assert.Equal(0x14, await told.Task);
        Assert.True(device.IsConnected);
    }

    [Fact]
    public void Endpoints_that_share_a_property_are_one_characteristic()
    {
        var profile = Profile();
        var shared = profile with { Endpoints = [.. profile.Endpoints.Select(endpoint => endpoint with { Properties = endpoint.Properties | GattProperties.Read })] };

        Assert.Equal(GattProperties.Read | GattProperties.Write | GattProperties.WriteWithoutResponse | GattProperties.Notify, Assert.Single(SimulatedCharacteristics.Of(shared)).Properties);
    }
}
