using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.RadioContract;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Bus;

/// <summary>Messages that no bus passes on: nothing of them may end more than the watching, or stay untold.</summary>
public sealed class HostileBusTests(BusFixture fixture) : IClassFixture<BusFixture>
{
    private const int Limit = 20_000;
    private const string Path = "/things/one";
    private const string Changed = "sa{sv}as";

    // What is answered at once may take that long on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static int _names;

    private readonly string _name = $"org.example.Hostile{Interlocked.Increment(ref _names)}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, byte[]> Bodies => new()
    {
        { "no body at all", Changed, [] },
        { "a text that is longer than the message", Changed, [0xFF, 0xFF, 0xFF, 0x7F, (byte)'x', 0] },
        { "a text of less than nothing", Changed, [0xFF, 0xFF, 0xFF, 0xFF, (byte)'x', 0] },
        { "a text that is none", Changed, [2, 0, 0, 0, 0xC3, 0x28, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
        { "a list that is longer than the message", "au", [0, 0, 0, 1, 1, 2, 3, 4] },
        { "bytes that are longer than the message", "ay", [0, 0xFF, 0, 0, 1] },
        { "a structure that is never closed", "(su", [1, 0, 0, 0, (byte)'x', 0, 0, 0, 1, 0, 0, 0] },
        { "an entry without a value", "a{s}", [8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, (byte)'x', 0, 0, 0] },
        { "structures of nothing without an end", "a()", [64, 0, 0, 0, 0, 0, 0, 0, .. new byte[64]] },
        { "a type that there is not", "!", [1, 2, 3, 4] },
        { "a variant of two values", "v", [2, (byte)'y', (byte)'y', 0, 1, 2] },
        { "a variant in a variant, without an end", "v", [.. Enumerable.Repeat(new byte[] { 1, (byte)'v', 0 }, 2000).SelectMany(one => one), 1, (byte)'y', 0, 7] },
        { "a file that was not sent", "h", [5, 0, 0, 0] },
    };

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task A_signal_that_cannot_be_read_ends_the_watching_and_nothing_else(string what, string signature, byte[] body)
    {
        await using var things = await ThingsAsync();
        using var relay = new BusRelay(fixture.Bus.Address);
        await using var client = await MessageBus.OpenAsync(relay.Address, Token);
        var objects = await client.FollowAsync(_name, Token);
        await objects.CompleteAsync(Patience, Token);
        using var watch = objects.Watch(Path);
        await using var changes = watch.ReadAsync(Token).GetAsyncEnumerator(Token);

        relay.Say(RawSignal.PropertiesChanged(things.UniqueName, Path, signature, body));

        var unreadable = await Assert.ThrowsAsync<BusException>(async () => await changes.MoveNextAsync());
        Assert.True(unreadable.Failure == BusFailure.Malformed, what);
        Assert.NotEmpty(await client.AskAsync("GetId", "", [], Token));
        Assert.False(client.Ended.IsCompleted);
        Assert.True((await objects.CompleteAsync(Patience, Token)).Complete);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_signal_of_other_values_than_it_should_have_changes_nothing()
    {
        await using var things = await ThingsAsync();
        using var relay = new BusRelay(fixture.Bus.Address);
        await using var client = await MessageBus.OpenAsync(relay.Address, Token);
        var objects = await client.FollowAsync(_name, Token);
        await objects.CompleteAsync(Patience, Token);

        relay.Say(RawSignal.PropertiesChanged(things.UniqueName, Path, "u", 42, 0, 0, 0));

        await client.AskAsync("GetId", "", [], Token);
        Assert.Equal(1, objects.Tree.Value<int>(Path, "org.example.Thing", "Number"));
        Assert.True(objects.Tree.Complete);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_message_without_a_readable_header_ends_the_connection_and_is_told()
    {
        await using var things = await ThingsAsync();
        using var relay = new BusRelay(fixture.Bus.Address);
        await using var client = await MessageBus.OpenAsync(relay.Address, Token);
        using var exported = things.Export("/hang", _ => new TaskCompletionSource<BusReply>().Task);
        var call = client.CallAsync(new(things.UniqueName, "/hang", "org.example.Thing", "Hang"), TimeSpan.FromHours(1), Token);

        relay.Say(RawSignal.Unreadable());

        Assert.Equal(BusFailure.Lost, (await client.Ended).Failure);
        Assert.Equal(BusFailure.Lost, (await Assert.ThrowsAsync<BusException>(() => call)).Failure);
    }

    private async Task<MessageBus> ThingsAsync()
    {
        var bus = await fixture.OpenAsync();
        var entry = new Dictionary<string, object> { ["org.example.Thing"] = new Dictionary<string, object> { ["Number"] = 1 } };
        bus.Export("/", _ => Task.FromResult(new BusReply("a{oa{sa{sv}}}", new Dictionary<string, object> { [Path] = entry })));
        await bus.OwnAsync(_name, Token);
        return bus;
    }
}
