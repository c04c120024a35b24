using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.RadioContract.Fake;
using MassagerControl.Tests.Support;
using Microsoft.Win32.SafeHandles;

namespace MassagerControl.Tests.Radio.BlueZ.Bus;

public sealed class MessageBusTests(BusFixture fixture) : IClassFixture<BusFixture>
{
    private const int Limit = 20_000;
    private const string Path = "/test";
    private const string Interface = "org.example.Test";

    // What is answered at once may take that long on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, object> Values => new()
    {
        { "y", (byte)200 },
        { "b", true },
        { "n", short.MinValue },
        { "q", ushort.MaxValue },
        { "i", int.MinValue },
        { "u", uint.MaxValue },
        { "x", long.MinValue },
        { "t", ulong.MaxValue },
        { "d", -0.125 },
        { "s", "zwölf €" },
        { "s", "" },
        { "o", new BusPath("/org/bluez/hci0") },
        { "g", "a{sv}" },
        { "ay", new byte[] { 0, 1, 255 } },
        { "ay", Array.Empty<byte>() },
        { "as", new[] { "a", "" } },
        { "ai", new object[] { 1, -1 } },
        { "ao", new object[] { new BusPath("/a"), new BusPath("/b") } },
        { "(sy)", new object[] { "x", (byte)1 } },
        { "a(yy)", new object[] { new object[] { (byte)1, (byte)2 } } },
        { "a{sv}", new Dictionary<string, object> { ["number"] = 7, ["bytes"] = new byte[] { 9 }, ["list"] = new[] { "l" } } },
        { "a{qv}", new Dictionary<object, object> { [(ushort)0xFFFF] = new byte[] { 1, 2 } } },
        { "a{oa{sa{sv}}}", new Dictionary<string, object> { ["/x"] = new Dictionary<string, object> { ["i.f"] = new Dictionary<string, object> { ["P"] = true } } } },
    };

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public async Task Values_of_every_type_arrive_as_they_were_sent(string signature, object value)
    {
        await using var pair = await PairAsync(call => Task.FromResult(new BusReply(signature, call.Arguments)));

        var back = await pair.CallAsync("Echo", signature, value);

        Assert.Equal(value, Assert.Single(back));
    }

    [LiveFact(Timeout = Limit)]
    public async Task Several_arguments_and_values_that_hide_their_type_arrive_too()
    {
        await using var pair = await PairAsync(
            call => Task.FromResult(new BusReply("vvay", call.Arguments[0], new BusVariant("a(ys)", call.Arguments[1]), call.Arguments[2])));

        var back = await pair.CallAsync("Echo", "vvay", 5u, new BusVariant("a(ys)", new object[] { new object[] { (byte)1, "one" } }), new byte[] { 3 });

        Assert.Equal([5u, new object[] { new object[] { (byte)1, "one" } }, new byte[] { 3 }], back);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_file_descriptor_arrives_as_a_handle_of_its_own()
    {
        var file = System.IO.Path.GetTempFileName();
        try
        {
            await using var pair = new BusPair(await fixture.OpenForFilesAsync(), await fixture.OpenForFilesAsync());
            pair.Server.Export(Path, _ => Task.FromResult(new BusReply("h", File.OpenHandle(file, FileMode.Open, FileAccess.Write))));

            using (var received = (SafeFileHandle)(await pair.CallAsync("Open"))[0])
                RandomAccess.Write(received, "through the bus"u8, 0);

            Assert.Equal("through the bus", await File.ReadAllTextAsync(file, Token));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [LiveFact(Timeout = Limit)]
    public async Task Values_that_are_not_of_the_type_fail_the_call_and_nothing_else()
    {
        await using var pair = await PairAsync(call => Task.FromResult(new BusReply("s", call.Arguments)));

        var wrong = await Assert.ThrowsAsync<BusException>(() => pair.CallAsync("Echo", "s", 5));
        var bad = await Assert.ThrowsAsync<BusException>(() => pair.Client.CallAsync(new(pair.Server.UniqueName, "no path", Interface, "X"), Patience, Token));

        Assert.Equal((BusFailure.Malformed, BusFailure.Malformed), (wrong.Failure, bad.Failure));
        Assert.Equal(["still here"], await pair.CallAsync("Echo", "s", "still here"));
    }

    [LiveFact(Timeout = Limit)]
    public async Task An_error_keeps_its_name_and_its_text()
    {
        await using var pair = await PairAsync(_ => throw new BusException(BusFailure.Refused, "not today", "org.example.Error.No"));

        var refused = await Assert.ThrowsAsync<BusException>(() => pair.CallAsync("Ask"));

        Assert.Equal((BusFailure.Refused, "org.example.Error.No", "Ask: not today"), (refused.Failure, refused.ErrorName, refused.Message));
    }

    [LiveFact(Timeout = Limit)]
    public async Task What_an_answer_throws_reaches_the_caller_only()
    {
        await using var pair = await PairAsync(call => call.Member == "Throw" ? throw new InvalidOperationException("oh") : Task.FromResult(BusReply.Nothing));

        var refused = await Assert.ThrowsAsync<BusException>(() => pair.CallAsync("Throw"));

        Assert.Equal((BusFailure.Refused, BusErrors.Failed), (refused.Failure, refused.ErrorName));
        Assert.Empty(await pair.CallAsync("Other"));
    }

    [LiveFact(Timeout = Limit)]
    public async Task An_answer_that_blocks_holds_up_nobody_else()
    {
        using var free = new ManualResetEventSlim();
        await using var pair = await PairAsync(_ =>
        {
            free.Wait();
            return Task.FromResult(BusReply.Nothing);
        });
        using var other = pair.Server.Export("/other", _ => Task.FromResult(BusReply.Nothing));
        var blocked = pair.CallAsync("Block");

        Assert.Empty(await pair.Client.CallAsync(new(pair.Server.UniqueName, "/other", Interface, "X"), Patience, Token));
        Assert.NotEmpty(await pair.Server.AskAsync("GetId", "", [], Token));
        Assert.False(blocked.IsCompleted);
        free.Set();
        await blocked;
    }

    [LiveFact(Timeout = Limit)]
    public async Task Calls_of_one_caller_arrive_in_their_order()
    {
        var heard = new List<object>();
        await using var pair = await PairAsync(call =>
        {
            heard.Add(call.Arguments[0]);
            return Task.FromResult(BusReply.Nothing);
        });

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => pair.CallAsync("Count", "i", i)));

        Assert.Equal(Enumerable.Range(0, 100).Cast<object>(), heard);
    }

    [LiveFact(Timeout = Limit)]
    public async Task An_unanswered_call_ends_in_time()
    {
        await using var pair = await PairAsync(_ => new TaskCompletionSource<BusReply>().Task);

        var late = await Assert.ThrowsAsync<BusException>(() => pair.Client.CallAsync(pair.Request("Hang"), Soon, Token));

        Assert.Equal(BusFailure.TimedOut, late.Failure);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_call_can_be_called_off()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var pair = await PairAsync(_ =>
        {
            arrived.TrySetResult();
            return new TaskCompletionSource<BusReply>().Task;
        });
        using var cancellation = new CancellationTokenSource();
        var call = pair.Client.CallAsync(pair.Request("Hang"), TimeSpan.FromHours(1), cancellation.Token);
        await arrived.Task;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pair.Client.CallAsync(pair.Request("Hang"), Patience, cancellation.Token));
    }

    [LiveFact(Timeout = Limit)]
    public async Task Whoever_leaves_without_an_answer_fails_the_call_at_once()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var pair = await PairAsync(_ =>
        {
            arrived.TrySetResult();
            return new TaskCompletionSource<BusReply>().Task;
        });
        var call = pair.CallAsync("Hang");
        await arrived.Task;

        await pair.Server.DisposeAsync();

        Assert.Equal(BusFailure.NoOwner, (await Assert.ThrowsAsync<BusException>(() => call)).Failure);
        Assert.Equal(BusFailure.NoOwner, (await Assert.ThrowsAsync<BusException>(() => pair.CallAsync("Again"))).Failure);
    }

    [LiveFact(Timeout = Limit)]
    public async Task Too_many_unanswered_calls_are_refused_here()
    {
        await using var pair = await PairAsync(_ => new TaskCompletionSource<BusReply>().Task);

        var calls = Enumerable.Range(0, 300).Select(_ => pair.Client.CallAsync(pair.Request("Hang"), TimeSpan.FromMilliseconds(500), Token)).ToArray();
        var failures = await Task.WhenAll(calls.Select(async call => (await Assert.ThrowsAsync<BusException>(() => call)).Failure));

        Assert.Equal(120, failures.Count(failure => failure == BusFailure.TimedOut));
        Assert.Equal(180, failures.Count(failure => failure == BusFailure.Refused));
        Assert.NotEmpty(await pair.Client.AskAsync("GetId", "", [], Token));
    }

    [LiveFact(Timeout = Limit)]
    public async Task Answers_that_nobody_waits_for_any_more_count_until_the_bus_owes_them_no_more()
    {
        await using var pair = await PairAsync(_ => new TaskCompletionSource<BusReply>().Task);
        await using var other = await fixture.OpenAsync();
        using var exported = other.Export(Path, _ => Task.FromResult(BusReply.Nothing));
        var calls = Enumerable.Range(0, 120).Select(_ => pair.Client.CallAsync(pair.Request("Hang"), Soon, Token)).ToArray();
        foreach (var call in calls)
            Assert.Equal(BusFailure.TimedOut, (await Assert.ThrowsAsync<BusException>(() => call)).Failure);

        var full = await Assert.ThrowsAsync<BusException>(() => pair.CallAsync("Hang"));
        await pair.Server.DisposeAsync();
        // The bus has told of the end of every call by then.
        await pair.Client.AskAsync("GetId", "", [], Token);

        Assert.Equal((BusFailure.Refused, BusErrors.LimitsExceeded), (full.Failure, full.ErrorName));
        Assert.Empty(await pair.Client.CallAsync(new(other.UniqueName, Path, Interface, "X"), TimeSpan.FromSeconds(10), Token));
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_file_descriptor_that_comes_too_late_is_closed()
    {
        var (mine, theirs) = SocketPair.Make();
        using var end = mine;
        mine.Blocking = true;
        var late = new TaskCompletionSource<BusReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var pair = new BusPair(await fixture.OpenForFilesAsync(), await fixture.OpenForFilesAsync());
        pair.Server.Export(Path, _ => late.Task);
        await Assert.ThrowsAsync<BusException>(() => pair.Client.CallAsync(pair.Request("Open"), Soon, Token));

        late.SetResult(new("h", theirs.SafeHandle));

        Assert.Equal(0, await mine.ReceiveAsync(new byte[1], Token));
    }

    [LiveFact(Timeout = Limit)]
    public async Task What_a_bus_does_not_take_waits_up_to_a_bound()
    {
        await using var bus = await RadioContract.PrivateBus.StartAsync();
        await using var client = await MessageBus.OpenAsync(bus.Address, Token);
        bus.Freeze();
        var call = client.CallAsync(new(MessageBus.Name, "/", MessageBus.Name, "GetId"), TimeSpan.FromHours(1), Token);
        Exception? refused = null;

        for (var sent = 0; sent < 20_000 && refused is null; sent++)
            refused = await Record.ExceptionAsync(() => client.EmitAsync(Path, Interface, "Filling", "ay", new byte[1 << 10]));

        Assert.Equal(BusErrors.LimitsExceeded, Assert.IsType<BusException>(refused).ErrorName);
        bus.Thaw();
        Assert.NotEmpty(await call);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_giant_answer_is_refused_and_the_connection_goes_on()
    {
        await using var pair = await PairAsync(call => Task.FromResult(call.Member == "Giant" ? new BusReply("ay", new byte[16 << 20]) : BusReply.Nothing));

        Assert.Equal(BusFailure.Malformed, (await Assert.ThrowsAsync<BusException>(() => pair.CallAsync("Giant"))).Failure);
        Assert.Empty(await pair.CallAsync("Small"));
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_name_has_one_owner()
    {
        await using var first = await fixture.OpenAsync();
        await using var second = await fixture.OpenAsync();
        await first.OwnAsync("org.example.Name", Token);

        Assert.Equal(BusFailure.Refused, (await Assert.ThrowsAsync<BusException>(() => second.OwnAsync("org.example.Name", Token))).Failure);

        await first.DisownAsync("org.example.Name", Token);
        await second.OwnAsync("org.example.Name", Token);
    }

    [LiveFact(Timeout = Limit)]
    public async Task What_is_not_exported_is_answered_with_an_error()
    {
        await using var pair = await PairAsync(_ => Task.FromResult(BusReply.Nothing));

        Assert.Equal(BusFailure.Refused, (await Assert.ThrowsAsync<BusException>(
            () => pair.Client.CallAsync(new(pair.Server.UniqueName, "/elsewhere", Interface, "X"), Patience, Token))).Failure);
        Assert.Empty(await pair.Client.CallAsync(new(pair.Server.UniqueName, Path + "/below", Interface, "X"), Patience, Token));
    }

    [LiveFact(Timeout = Limit)]
    public async Task Many_threads_at_once_get_their_own_answers()
    {
        await using var pair = await PairAsync(call => Task.FromResult(new BusReply("i", call.Arguments)));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
                Assert.Equal([thread * 1000 + i], await pair.CallAsync("Echo", "i", thread * 1000 + i));
        }, Token)));
    }

    [LiveFact(Timeout = Limit)]
    public async Task Where_no_bus_answers_the_reason_is_said()
    {
        Assert.SkipWhen(RadioContract.PrivateBus.Missing is not null, RadioContract.PrivateBus.Missing ?? "");
        foreach (var address in new[] { "unix:path=/nowhere/bus", "tcp:host=127.0.0.1,port=1", "nonsense", "unix:path=/etc/passwd" })
        {
            var failed = await Assert.ThrowsAsync<BusException>(() => MessageBus.OpenAsync(address, Token));
            Assert.Equal(BusFailure.NoBus, failed.Failure);
            Assert.Contains(address, failed.Message, StringComparison.Ordinal);
        }
    }

    private async Task<BusPair> PairAsync(AnswerCall answer)
    {
        var pair = new BusPair(await fixture.OpenAsync(), await fixture.OpenAsync());
        pair.Server.Export(Path, answer);
        return pair;
    }

    private sealed record BusPair(MessageBus Server, MessageBus Client) : IAsyncDisposable
    {
        public BusRequest Request(string member, string signature = "", params object[] values) =>
            new(Server.UniqueName, Path, Interface, member, signature, values);

        public Task<object[]> CallAsync(string member, string signature = "", params object[] values) =>
            Client.CallAsync(Request(member, signature, values), TimeSpan.FromSeconds(10), Token);

        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}
