using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.BlueZ;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Protocols;
using MassagerControl.RadioContract;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.BlueZ;

/// <summary>Whatever bluetoothd answers, or does not: a typed fault within the time for it, or none at all.</summary>
public sealed class BlueZFaultTests
{
    private const int Limit = 120_000;
    private const int SideBySide = 7;

    private static readonly byte[] Stop = [0x5A, 0x00, 0x5A];

    private static readonly string[] Members =
        ["GetManagedObjects", "SetDiscoveryFilter", "StartDiscovery", "StopDiscovery", "Connect", "StartNotify", "ReadValue", "WriteValue", "StopNotify", "Disconnect", "RegisterAgent", "Pair", "UnregisterAgent", "GetAll"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Faults => [.. Members.SelectMany(member => new[] { "error", "giant", "nonsense" }.Select(fault => (member, fault)))];

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public Task Every_fault_of_every_call_ends_typed_and_nothing_stays_broken(string member, string fault) => EndsTypedAsync(member, fault);

    // Each takes seconds of waiting and nothing else.
    [LiveFact(Timeout = Limit)]
    public Task Every_call_that_is_never_answered_ends_typed_and_nothing_stays_broken() => Parallel.ForEachAsync(
        Members, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = Token }, async (member, _) => await EndsTypedAsync(member, "hang"));

    [Fact(Timeout = Limit)]
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

    [Fact(Timeout = Limit)]
    public async Task A_stop_gets_through_when_bluetoothd_swallows_one()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var driver = Driver(bench);
        await driver.ConnectAsync(Token);
        await driver.SetIntensityAsync(Intensity.Full, Token);
        bench.Fake.Faults.Hang("WriteValue");

        await driver.StopAsync(Token);

        Assert.Equal(0, bench.Whole.Motor[^1]);
    }

    [Fact(Timeout = Limit)]
    public async Task A_stop_goes_past_a_level_that_bluetoothd_does_not_answer_without_a_new_link()
    {
        await using var bench = await BlueZBench.StartAsync("""{ "write": 3, "kind": "delayAnswers", "by": 0.15, "seconds": 0.1 }""");
        await using var driver = Driver(bench);
        await driver.ConnectAsync(Token);
        var level = driver.SetIntensityAsync(Intensity.Full, Token);
        await bench.Whole.ReachedAsync(5);

        await driver.StopAsync(Token);

        await Record.ExceptionAsync(() => level);
        Assert.Equal([5, 0], bench.Whole.Motor);
        Assert.Contains("AcquireWrite", bench.Fake.Calls);
        Assert.DoesNotContain("Disconnect", bench.Fake.Calls);
    }

    [Fact(Timeout = Limit)]
    public async Task Where_nothing_can_overtake_the_link_is_made_anew_and_the_stop_is_the_first_write()
    {
        await using var bench = await BlueZBench.StartAsync("""{ "write": 3, "kind": "loseAnswer" }""");
        bench.Fake.Faults.Fail("AcquireWrite", BlueZNames.NotSupported, "Operation is not supported", times: 10);
        await using var driver = Driver(bench);
        await driver.ConnectAsync(Token);
        var level = driver.SetIntensityAsync(Intensity.Full, Token);
        await bench.Whole.ReachedAsync(5);

        await driver.StopAsync(Token);

        await Assert.ThrowsAsync<MassagerException>(() => level);
        Assert.Equal([5, 0], bench.Whole.Motor);
        Assert.Contains("Disconnect", bench.Fake.Calls);
    }

    [Fact(Timeout = Limit)]
    public async Task A_bluetoothd_that_hangs_leaves_a_stop_uncertain_in_time()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var driver = Driver(bench);
        await driver.ConnectAsync(Token);
        await driver.SetIntensityAsync(Intensity.Full, Token);
        foreach (var member in new[] { "WriteValue", "Disconnect", "Connect", "AcquireWrite", "GetManagedObjects" })
            bench.Fake.Faults.Hang(member, times: 100);

        var fault = await Assert.ThrowsAsync<MassagerException>(() => driver.StopAsync(Token));

        Assert.Equal(MassagerFaultKind.Connection, fault.Fault.Kind);
        Assert.Contains("the motor may run", fault.Fault.Detail, StringComparison.Ordinal);
    }

    private static async Task EndsTypedAsync(string member, string fault)
    {
        await using var bench = await BlueZBench.StartAsync(
            fake: new() { HidesBattery = false }, with: options => options with { Limits = BlueZBench.Hasty });
        bench.Device.Know();
        Inject(bench, member, fault);

        var failure = await Record.ExceptionAsync(() => UseAsync(bench));

        Assert.True(failure is null or GattException, $"{member}, {fault}: {failure}");
        // Once is enough: nothing stays broken.
        if (member is not ("Disconnect" or "UnregisterAgent"))
            await UseAsync(bench);
    }

    private static ProfiledMassager Driver(BlueZBench bench) => new(new()
    {
        Profile = RadioBench.Profile,
        Radio = bench.Radio,
        Address = BlueZBench.Address,
        Time = TimeProvider.System,
        Device = "bluez",
    });

    private static void Inject(BlueZBench bench, string member, string fault)
    {
        switch (fault)
        {
            case "hang":
                bench.Fake.Faults.Hang(member);
                break;
            case "giant":
                bench.Fake.Faults.Giant(member);
                break;
            case "nonsense":
                bench.Fake.Faults.Nonsense(member);
                break;
            default:
                bench.Fake.Faults.Fail(member, BlueZNames.Failed, "Operation failed with ATT error: 0x0e");
                break;
        }
    }

    /// <summary>Everything that a radio does, once.</summary>
    private static async Task UseAsync(BlueZBench bench)
    {
        using var cancellation = new CancellationTokenSource();
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var scan = bench.Radio.ScanAsync(_ => seen.TrySetResult(), cancellation.Token);
        if (await Task.WhenAny(seen.Task, scan) == scan)
            await scan;
        await cancellation.CancelAsync();
        await scan;
        await using var link = await bench.Radio.ConnectAsync(BlueZBench.Address, Token);
        await link.BondAsync(Token);
        await link.SubscribeAsync(BlueZBench.Status(link), _ => { }, Token);
        await link.ReadAsync(BlueZBench.Battery(link), Token);
        await link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token);
        await link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithoutResponse, Token);
    }
}
