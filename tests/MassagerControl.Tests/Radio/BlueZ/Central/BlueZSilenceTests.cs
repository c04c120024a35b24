using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Central;

/// <summary>A bluetoothd that does not answer: each test waits for seconds, and does nothing else.</summary>
public sealed class BlueZSilenceTests
{
    private const int Limit = 120_000;

    private static readonly byte[] Stop = [0x5A, 0x00, 0x5A];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LiveFact(Timeout = Limit)]
    public async Task A_request_that_bluetoothd_never_answers_ends_the_link_and_is_told()
    {
        await using var bench = await BlueZBench.StartAsync(with: options => options with { Limits = BlueZBench.Hasty });
        await using var link = await bench.ConnectAsync();
        var lost = BlueZBench.LossOf(link);
        bench.Fake.Faults.Hang("WriteValue");

        var late = await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token));

        Assert.Equal(GattFailure.TimedOut, late.Failure);
        Assert.NotEmpty(await lost);
        await link.DisposeAsync();
        Assert.False(bench.Device.IsConnected);
    }

    /// <summary>BlueZ 5.82 where the device wants encryption and no program has an agent.</summary>
    [LiveTheory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_read_that_bluetoothd_never_answers_ends_with_its_limit_or_with_the_device(bool vanishes)
    {
        await using var bench = await BlueZBench.StartAsync(
            fake: new() { HidesBattery = false }, with: options => vanishes ? options : options with { Limits = BlueZBench.Hasty });
        await using var link = await bench.ConnectAsync();
        var lost = BlueZBench.LossOf(link);
        bench.Fake.Faults.Hang("ReadValue");
        var reading = link.ReadAsync(BlueZBench.Battery(link), Token);
        await bench.Fake.CalledAsync("ReadValue");
        if (vanishes)
            await bench.Device.RemoveAsync();

        var failed = await Assert.ThrowsAsync<GattException>(() => reading);

        Assert.Equal(vanishes ? GattFailure.LinkLost : GattFailure.TimedOut, failed.Failure);
        Assert.NotEmpty(await lost);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_bluetoothd_that_hangs_leaves_a_stop_uncertain_in_time()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var driver = bench.Driver();
        await driver.ConnectAsync(Token);
        await driver.SetIntensityAsync(Intensity.Full, Token);
        foreach (var member in new[] { "WriteValue", "Disconnect", "Connect", "AcquireWrite", "GetManagedObjects" })
            bench.Fake.Faults.Hang(member, times: 100);

        var fault = await Assert.ThrowsAsync<MassagerException>(() => driver.StopAsync(Token));

        Assert.Equal(MassagerFaultKind.Connection, fault.Fault.Kind);
        Assert.Contains("the motor may run", fault.Fault.Detail.Text, StringComparison.Ordinal);
    }
}
