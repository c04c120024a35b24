using MassagerControl.Core.Massagers;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Simulation;
using MassagerControl.Tests.Devices.Conformance;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Protocols;

/// <summary>Devices that take it amiss to be asked for what is nice to know are driven all the same.</summary>
public sealed class ExtraReadsTests
{
    private readonly VirtualTimeProvider _time = new();
    private readonly List<string> _asked = [];
    private readonly List<MassagerReport> _reports = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DeviceProfile Gun => SimulatedRig.Shipped("sim-percussion-gun") with { DeviceInformation = true };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_device_that_ends_the_link_or_falls_silent_at_them_is_not_asked_again(bool ends)
    {
        using var peripheral = new SimulatedPeripheral(Gun, new(), _time);
        await using var massager = Driver(peripheral, async (characteristic, link) =>
        {
            if (characteristic.Service is var service && service != GattUuid.BatteryService)
                return;
            _asked.Add(characteristic.Uuid.ToString());
            if (ends)
                await link.DisposeAsync();
            throw ends ? GattException.Lost("the device has disconnected") : new GattException(GattFailure.TimedOut, "no answer");
        });

        for (var link = 0; link < 2; link++)
        {
            var connecting = massager.ConnectAsync(Token);
            _time.RunUntil(connecting);
            await connecting;
        }

        // A link that is lost may be lost by chance, once.
        Assert.Equal(ends ? 2 : 1, _asked.Count);
        Assert.Contains("asked for its battery", Assert.Single(_reports.OfType<MassagerNotice>(), notice => notice.Words.Text.Contains("asked for", StringComparison.Ordinal)).Words.Text, StringComparison.Ordinal);
        await massager.SetIntensityAsync(Gun.Scale.Lowest, Token);
        Assert.Equal(1, peripheral.Level.Number);
    }

    [Fact]
    public async Task A_device_that_ends_the_link_at_its_information_is_driven_without()
    {
        using var peripheral = new SimulatedPeripheral(Gun, new(), _time);
        await using var massager = Driver(peripheral, async (characteristic, link) =>
        {
            if (characteristic.Service != GattUuid.DeviceInformationService)
                return;
            _asked.Add(characteristic.Uuid.ToString());
            await link.DisposeAsync();
            throw GattException.Lost("the device has disconnected");
        });

        var connecting = massager.ConnectAsync(Token);
        _time.RunUntil(connecting);
        await connecting;

        Assert.Equal(2, _asked.Count);
        await massager.SetIntensityAsync(Gun.Scale.Lowest, Token);
        Assert.Equal(1, peripheral.Level.Number);
    }

    [Fact]
    public async Task A_link_that_is_lost_at_that_moment_by_chance_costs_nothing_but_itself()
    {
        using var peripheral = new SimulatedPeripheral(Gun, new(), _time);
        await using var massager = Driver(peripheral, async (characteristic, link) =>
        {
            if (characteristic.Service != GattUuid.BatteryService)
                return;
            _asked.Add(characteristic.Uuid.ToString());
            if (_asked.Count > 1)
                return;
            await link.DisposeAsync();
            throw GattException.Lost("out of reach");
        });

        var connecting = massager.ConnectAsync(Token);
        _time.RunUntil(connecting);
        await connecting;

        Assert.Equal(2, _asked.Count);
        Assert.Single(_reports.OfType<BatteryReported>());
        Assert.DoesNotContain(_reports.OfType<MassagerNotice>(), notice => notice.Words.Text.Contains("asked for", StringComparison.Ordinal));
    }

    private ProfiledMassager Driver(SimulatedPeripheral peripheral, Func<GattCharacteristic, IAsyncDisposable, Task> reads)
    {
        var massager = new ProfiledMassager(new()
        {
            Profile = Gun,
            Radio = new TamperedRadio(new SimulatedRadio(peripheral)) { BeforeRead = reads },
            Address = SimulatedRadio.AddressOf(Gun.Id),
            Time = _time,
            Device = "sim:gun",
        });
        massager.Observe(_reports.Add);
        return massager;
    }
}
