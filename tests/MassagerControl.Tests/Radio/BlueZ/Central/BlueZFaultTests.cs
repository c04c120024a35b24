using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Central;

/// <summary>Whatever bluetoothd answers, or does not: a typed fault within the time for it, or none at all.</summary>
public sealed class BlueZFaultTests
{
    private const int Limit = 120_000;

    private static readonly byte[] Stop = [0x5A, 0x00, 0x5A];
    private static readonly byte[] Third = [0x5A, 0x01, 0x03, 0x58];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Faults => [.. FaultyCall.Members.SelectMany(member => new[] { "error", "giant", "nonsense" }.Select(fault => (member, fault)))];

    [LiveTheory(Timeout = Limit)]
    [MemberData(nameof(Faults))]
    public Task Every_fault_of_every_call_ends_typed_and_nothing_stays_broken(string member, string fault) => FaultyCall.EndsTypedAsync(member, fault);

    [LiveFact(Timeout = Limit)]
    public async Task A_stop_gets_through_when_bluetoothd_swallows_one()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var driver = bench.Driver();
        await driver.ConnectAsync(Token);
        await driver.SetIntensityAsync(Intensity.Full, Token);
        bench.Fake.Faults.Hang("WriteValue");

        await driver.StopAsync(Token);

        Assert.Equal(0, bench.Whole.Motor[^1]);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_stop_goes_past_a_level_that_bluetoothd_does_not_answer_without_a_new_link()
    {
        await using var bench = await BlueZBench.StartAsync("""{ "write": 3, "kind": "delayAnswers", "by": 0.15, "seconds": 0.1 }""");
        await using var driver = bench.Driver();
        await driver.ConnectAsync(Token);
        var level = driver.SetIntensityAsync(Intensity.Full, Token);
        await bench.Whole.ReachedAsync(5);

        await driver.StopAsync(Token);

        await Record.ExceptionAsync(() => level);
        Assert.Equal([5, 0], bench.Whole.Motor);
        Assert.Contains("AcquireWrite", bench.Fake.Calls);
        Assert.DoesNotContain("Disconnect", bench.Fake.Calls);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_socket_that_comes_late_still_takes_a_command_past_the_request()
    {
        await using var bench = await BlueZBench.StartAsync("""{ "write": 1, "kind": "loseAnswer" }""");
        await using var link = await bench.ConnectAsync();
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Fake.Faults.Delay("AcquireWrite", late.Task);
        bench.Fake.Faults.Hang("Nothing");
        var level = link.WriteAsync(BlueZBench.Control(link), Third, WriteMode.WithResponse, Token);
        await bench.Whole.ReachedAsync(3);
        var stop = link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithoutResponse, Token);
        await bench.Fake.CalledAsync("AcquireWrite");
        var objects = await bench.Radio.ObjectsAsync(Token);
        await Assert.ThrowsAsync<BusException>(() => objects.CallAsync("/", "org.example.Nothing", "Nothing", TimeSpan.FromMilliseconds(500), Token));

        late.SetResult();

        await stop;
        await bench.Whole.ReachedAsync(0);
        Assert.False(level.IsCompleted);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_socket_that_was_asked_for_takes_the_command_although_the_request_is_answered_meanwhile()
    {
        await using var bench = await BlueZBench.StartAsync("""{ "write": 1, "kind": "delayAnswers", "by": 0.15, "seconds": 0.1 }""");
        await using var link = await bench.ConnectAsync();
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Fake.Faults.AnswerLate("AcquireWrite", late.Task);
        var level = link.WriteAsync(BlueZBench.Control(link), Third, WriteMode.WithResponse, Token);
        await bench.Whole.ReachedAsync(3);
        var stop = link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithoutResponse, Token);
        await level;
        // Time enough to try another way, which bluetoothd would refuse.
        await Record.ExceptionAsync(() => link.ReadAsync(BlueZBench.Status(link), Token));

        late.SetResult();

        await stop;
        await bench.Whole.ReachedAsync(0);
        await link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token);
    }

    [LiveFact(Timeout = Limit)]
    public async Task Where_nothing_can_overtake_the_link_is_made_anew_and_the_stop_is_the_first_write()
    {
        await using var bench = await BlueZBench.StartAsync("""{ "write": 3, "kind": "loseAnswer" }""");
        bench.Fake.Faults.Fail("AcquireWrite", BlueZNames.NotSupported, "Operation is not supported", times: 10);
        await using var driver = bench.Driver();
        await driver.ConnectAsync(Token);
        var level = driver.SetIntensityAsync(Intensity.Full, Token);
        await bench.Whole.ReachedAsync(5);

        await driver.StopAsync(Token);

        await Assert.ThrowsAsync<MassagerException>(() => level);
        Assert.Equal([5, 0], bench.Whole.Motor);
        Assert.Contains("Disconnect", bench.Fake.Calls);
    }
}
