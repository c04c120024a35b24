using System.Collections.Concurrent;
using MassagerControl.Core;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.RadioContract;

/// <summary>What every radio must do. A class that derives from this one says which radio.</summary>
public abstract class RadioContractTests : RadioBenchTests
{
    [Fact(Timeout = Limit)]
    public async Task A_scan_finds_the_device_and_ends_when_it_is_cancelled()
    {
        await using var bench = await StartAsync();
        using var cancellation = new CancellationTokenSource();
        var seen = new TaskCompletionSource<Advertisement>(TaskCreationOptions.RunContinuationsAsynchronously);

        var scan = bench.Radio.ScanAsync(advertisement => Match(advertisement, bench, seen), cancellation.Token);
        var found = await First(seen.Task, scan);
        await cancellation.CancelAsync();
        await scan;

        Assert.Equal(RadioBench.Profile.Match.Names[0], found.Name);
    }

    [Fact(Timeout = Limit)]
    public async Task Several_scans_at_once_find_it_too()
    {
        await using var bench = await StartAsync();
        using var cancellation = new CancellationTokenSource();
        var seen = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource<Advertisement>(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();

        var scans = seen.Select(one => bench.Radio.ScanAsync(advertisement => Match(advertisement, bench, one), cancellation.Token)).ToArray();
        foreach (var (one, scan) in seen.Zip(scans))
            await First(one.Task, scan);
        await cancellation.CancelAsync();

        await Task.WhenAll(scans);
    }

    [Fact(Timeout = Limit)]
    public async Task A_link_knows_the_characteristics_and_moves_nothing()
    {
        await using var bench = await StartAsync();
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Token);

        foreach (var endpoint in RadioBench.Profile.Endpoints)
        {
            var found = endpoint.In(link.Characteristics);
            Assert.NotNull(found);
            Assert.Equal(endpoint.Service, found.Service);
            Assert.Equal(endpoint.Properties, found.Properties & endpoint.Properties);
        }
        Assert.NotNull(Battery(link));
        Assert.Empty(bench.Motor);
    }

    [Fact(Timeout = Limit)]
    public async Task An_address_that_is_none_is_unreachable()
    {
        await using var bench = await StartAsync();

        var failed = await Assert.ThrowsAsync<GattException>(() => bench.Radio.ConnectAsync("nowhere", Token));

        Assert.Equal(GattFailure.Unreachable, failed.Failure);
    }

    [Fact(Timeout = Limit)]
    public async Task Writes_of_both_kinds_arrive()
    {
        await using var bench = await StartAsync();
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Token);

        await link.WriteAsync(Control(link), Third, WriteMode.WithResponse, Token);
        await bench.ReachedAsync(3);
        await link.WriteAsync(Control(link), Stop, WriteMode.WithoutResponse, Token);
        await bench.ReachedAsync(0);

        Assert.Equal([3, 0], bench.Motor);
    }

    [Fact(Timeout = Limit)]
    public async Task A_refused_write_says_so_with_its_code_and_the_link_goes_on()
    {
        await using var bench = await StartAsync("""{ "write": 1, "kind": "refuseWrite", "code": 131 }""");
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Token);

        var refused = await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(Control(link), Third, WriteMode.WithResponse, Token));
        await link.WriteAsync(Control(link), Third, WriteMode.WithResponse, Token);

        Assert.Equal((GattFailure.Refused, (byte?)131), (refused.Failure, refused.AttCode));
        await bench.ReachedAsync(3);
    }

    [Fact(Timeout = Limit)]
    public async Task A_value_can_be_read_and_one_that_cannot_is_refused()
    {
        await using var bench = await StartAsync();
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Token);

        var value = (await link.ReadAsync(Battery(link)!, Token)).ToArray();
        var refused = await Assert.ThrowsAsync<GattException>(() => link.ReadAsync(Control(link), Token));

        Assert.InRange(Assert.Single(value), 0, 100);
        Assert.Equal(GattFailure.Refused, refused.Failure);
    }

    [Fact(Timeout = Limit)]
    public async Task Notifications_arrive_in_their_order()
    {
        await using var bench = await StartAsync();
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Token);
        var heard = new ConcurrentQueue<byte>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await link.SubscribeAsync(Status(link), value =>
        {
            heard.Enqueue(value.Span[3]);
            if (heard.Count == 50)
                all.TrySetResult();
        }, Token);

        for (var i = 0; i < 50; i++)
            await link.WriteAsync(Control(link), Frame(i % 5 + 1), i % 2 == 0 ? WriteMode.WithResponse : WriteMode.WithoutResponse, Token);
        await all.Task;

        Assert.Equal(Enumerable.Range(0, 50).Select(i => (byte)(i % 5 + 1)), heard);
    }

    [Fact(Timeout = Limit)]
    public async Task What_cannot_notify_refuses()
    {
        await using var bench = await StartAsync();
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Token);

        var refused = await Assert.ThrowsAsync<GattException>(() => link.SubscribeAsync(Control(link), _ => { }, Token));

        Assert.Equal(GattFailure.Refused, refused.Failure);
    }

    [Fact(Timeout = Limit)]
    public async Task Disposing_closes_the_link_and_reports_no_loss()
    {
        await using var bench = await StartAsync();
        var link = await bench.Radio.ConnectAsync(bench.Address, Token);
        var told = new ConcurrentQueue<string>();
        link.ObserveLoss(told.Enqueue);

        await link.DisposeAsync();
        await link.DisposeAsync();
        var after = await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(Control(link), Third, WriteMode.WithResponse, Token));
        await using var next = await bench.Radio.ConnectAsync(bench.Address, Token);

        Assert.Equal(GattFailure.LinkLost, after.Failure);
        Assert.Empty(told);
        Assert.Empty(bench.Motor);
    }

    [Fact(Timeout = Limit)]
    public async Task A_cancelled_connect_leaves_nothing_behind()
    {
        await using var bench = await StartAsync("""{ "at": 0, "kind": "neverConnect", "seconds": 1 }""");
        using var impatient = new CancellationTokenSource();
        var connecting = bench.Radio.ConnectAsync(bench.Address, impatient.Token);

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Token);
        await link.WriteAsync(Control(link), Third, WriteMode.WithResponse, Token);
    }

    [Fact(Timeout = Limit)]
    public async Task One_central_at_a_time_and_the_next_one_gets_its_turn()
    {
        await using var bench = await StartAsync();
        var first = await bench.Radio.ConnectAsync(bench.Address, Token);
        var second = bench.Radio.ConnectAsync(bench.Address, Token);
        using var impatient = new CancellationTokenSource();
        var third = bench.Radio.ConnectAsync(bench.Address, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        Assert.False(second.IsCompleted);
        await first.WriteAsync(Control(first), Third, WriteMode.WithResponse, Token);

        await first.DisposeAsync();

        await using var link = await second;
        await link.WriteAsync(Control(link), Stop, WriteMode.WithResponse, Token);
        await bench.ReachedAsync(0);
    }

    [Fact(Timeout = Limit)]
    public async Task Any_thread_may_call()
    {
        await using var bench = await StartAsync();
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
        {
            var refused = 0;
            for (var i = 0; i < 25; i++)
                refused += await TryAsync(link, thread, i);
            return refused;
        }, Token)));

        await link.WriteAsync(Control(link), Stop, WriteMode.WithResponse, Token);
        Assert.All(answers, refused => Assert.InRange(refused, 0, 25));
        // What a device in another process tells of its motor may come after the answer.
        await bench.ReachedAsync(0);
        Assert.Equal(0, bench.Motor[^1]);
    }

    [Fact(Timeout = Limit)]
    public async Task A_receiver_that_takes_its_time_holds_up_no_write()
    {
        await using var bench = await StartAsync();
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Token);
        using var free = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!HearsApart)
            return;
        await link.SubscribeAsync(Status(link), _ =>
        {
            entered.TrySetResult();
            free.Wait();
        }, Token);
        await link.WriteAsync(Control(link), Third, WriteMode.WithResponse, Token);
        await entered.Task;

        await link.WriteAsync(Control(link), Stop, WriteMode.WithResponse, Token);
        await bench.ReachedAsync(0);

        free.Set();
    }

    [Fact(Timeout = Limit)]
    public async Task The_driver_works_over_it()
    {
        await using var bench = await StartAsync();
        await using (var driver = Driver(bench, []))
        {
            await driver.ConnectAsync(Token);
            Assert.Empty(bench.Motor);
            await driver.SetIntensityAsync(Intensity.FromPercent(60), Token);
            await driver.StopAsync(Token);
        }

        Assert.Equal([3, 0], bench.Motor);
    }

    [Fact(Timeout = Limit)]
    public async Task Links_can_be_made_again_and_again()
    {
        await using var bench = await StartAsync();

        for (var round = 0; round < 5; round++)
        {
            await using var link = await bench.Radio.ConnectAsync(bench.Address, Token);
            var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await link.SubscribeAsync(Status(link), _ => heard.TrySetResult(), Token);
            await link.WriteAsync(Control(link), Third, WriteMode.WithResponse, Token);
            await heard.Task;
        }
    }

    /// <summary>False where receivers are called on the thread of whoever made the device speak.</summary>
    protected virtual bool HearsApart => true;

    private static void Match(Advertisement advertisement, RadioBench bench, TaskCompletionSource<Advertisement> seen)
    {
        if (advertisement.Address == bench.Address)
            seen.TrySetResult(advertisement);
    }

    /// <summary>A scan that ends before it has found anything says why.</summary>
    private static async Task<T> First<T>(Task<T> found, Task scan)
    {
        if (await Task.WhenAny(found, scan) == scan)
            await scan;
        return await found;
    }

    /// <returns>1 when another thread's request was unanswered.</returns>
    private static async Task<int> TryAsync(IGattLink link, int thread, int turn)
    {
        try
        {
            if (turn % 3 == 0)
                await link.ReadAsync(Battery(link)!, Token);
            else
                await link.WriteAsync(Control(link), Frame(thread % 5 + 1), turn % 3 == 1 ? WriteMode.WithResponse : WriteMode.WithoutResponse, Token);
            return 0;
        }
        catch (GattException exception) when (exception.Failure == GattFailure.Refused)
        {
            return 1;
        }
    }
}
