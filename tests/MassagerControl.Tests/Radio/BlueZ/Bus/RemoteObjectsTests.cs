using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Bus;

public sealed class RemoteObjectsTests(BusFixture fixture) : IClassFixture<BusFixture>
{
    private const int Limit = 20_000;
    private const string Interface = "org.example.Thing";
    private const string Path = "/things/one";

    // What is answered at once may take that long on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static int _names;

    private readonly string _name = $"org.example.Things{Interlocked.Increment(ref _names)}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LiveFact(Timeout = Limit)]
    public async Task The_tree_shows_what_is_there_and_what_changes()
    {
        await using var things = await ThingsAsync();
        await using var client = await fixture.OpenAsync();
        var objects = await client.FollowAsync(_name, Token);
        Assert.Equal(1, (await objects.CompleteAsync(Patience, Token)).Value<int>(Path, Interface, "Number"));
        using var watch = objects.Watch(Path);
        await using var changes = watch.ReadAsync(Token).GetAsyncEnumerator(Token);

        await ChangeAsync(things, Path, "Number", 2);
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal(2, changes.Current.Changed!["Number"]);
        Assert.Equal(2, objects.Tree.Value<int>(Path, Interface, "Number"));

        await things.EmitAsync(Path, RemoteObjects.Properties, "PropertiesChanged", "sa{sv}as", Interface, new Dictionary<string, object>(), new[] { "Number" });
        Assert.True(await changes.MoveNextAsync());
        Assert.Null(objects.Tree.Value<int>(Path, Interface, "Number"));

        await things.EmitAsync("/", RemoteObjects.ObjectManager, "InterfacesAdded", "oa{sa{sv}}", Path + "/below", Entry("Number", 3));
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal((Path + "/below", 3), (changes.Current.Path, changes.Current.Changed!["Number"]));

        await things.EmitAsync("/", RemoteObjects.ObjectManager, "InterfacesRemoved", "oas", Path, new[] { Interface });
        Assert.True(await changes.MoveNextAsync());
        Assert.Null(changes.Current.Changed);
        Assert.Null(objects.Tree.Find(Path, Interface));
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_stranger_is_not_believed()
    {
        await using var things = await ThingsAsync();
        await using var stranger = await fixture.OpenAsync();
        await using var client = await fixture.OpenAsync();
        var objects = await client.FollowAsync(_name, Token);
        await objects.CompleteAsync(Patience, Token);
        using var watch = objects.Watch(Path);
        await using var changes = watch.ReadAsync(Token).GetAsyncEnumerator(Token);
        // Whoever matches everything hears everybody: the check is the client's own.
        await client.AskAsync("AddMatch", "s", ["type='signal'"], Token);

        await ChangeAsync(stranger, Path, "Number", 666);
        await stranger.EmitAsync("/", RemoteObjects.ObjectManager, "InterfacesRemoved", "oas", Path, new[] { Interface });
        await stranger.EmitAsync("/", MessageBus.Name, "NameOwnerChanged", "sss", _name, things.UniqueName, stranger.UniqueName);
        await stranger.AskAsync("GetId", "", [], Token);
        await ChangeAsync(things, Path, "Number", 2);

        Assert.True(await changes.MoveNextAsync());
        Assert.Equal(2, changes.Current.Changed!["Number"]);
        Assert.Equal(things.UniqueName, objects.Tree.Owner);
    }

    [LiveFact(Timeout = Limit)]
    public async Task When_the_owner_leaves_everything_is_gone_and_a_new_one_begins_anew()
    {
        var things = await ThingsAsync();
        await using var client = await fixture.OpenAsync();
        var objects = await client.FollowAsync(_name, Token);
        await objects.CompleteAsync(Patience, Token);
        using var watch = objects.Watch(Path);
        await using var changes = watch.ReadAsync(Token).GetAsyncEnumerator(Token);

        await things.DisposeAsync();

        Assert.True(await changes.MoveNextAsync());
        Assert.Equal(new ObjectChange(Path, Interface, null), changes.Current);
        Assert.Equal(BusFailure.NoOwner, (await Assert.ThrowsAsync<BusException>(() => objects.CompleteAsync(Patience, Token))).Failure);
        Assert.Equal(BusFailure.NoOwner, (await Assert.ThrowsAsync<BusException>(() => objects.CallAsync(Path, Interface, "X", Patience, Token))).Failure);

        await using var again = await ThingsAsync(5);
        // The new owner's own answer comes after the bus has told of it.
        await client.AskAsync("GetId", "", [], Token);
        Assert.Equal(5, (await objects.CompleteAsync(Patience, Token)).Value<int>(Path, Interface, "Number"));
    }

    [LiveFact(Timeout = Limit)]
    public async Task Whoever_reads_too_slowly_is_told_and_nobody_else_suffers()
    {
        await using var things = await ThingsAsync();
        await using var client = await fixture.OpenAsync();
        var objects = await client.FollowAsync(_name, Token);
        await objects.CompleteAsync(Patience, Token);
        using var slow = objects.Watch(Path, room: 8);
        using var quick = objects.Watch(Path, room: 4096);
        await using var changes = quick.ReadAsync(Token).GetAsyncEnumerator(Token);

        for (var i = 1; i <= 2000; i++)
            _ = ChangeAsync(things, Path, "Number", i);

        for (var i = 1; i <= 2000; i++)
        {
            Assert.True(await changes.MoveNextAsync());
            Assert.Equal(i, changes.Current.Changed!["Number"]);
        }
        var read = 0;
        var late = await Assert.ThrowsAsync<BusException>(async () =>
        {
            await foreach (var _ in slow.ReadAsync(Token))
                read++;
        });
        Assert.Equal((8, BusFailure.Lost), (read, late.Failure));
    }

    [LiveFact(Timeout = Limit)]
    public async Task Something_too_large_ends_the_watching_and_the_tree_is_asked_for_again()
    {
        await using var things = await ThingsAsync();
        await using var client = await fixture.OpenAsync();
        var objects = await client.FollowAsync(_name, Token);
        await objects.CompleteAsync(Patience, Token);
        using var watch = objects.Watch(Path);

        await ChangeAsync(things, Path, "Number", new byte[1 << 20]);

        var giant = await Assert.ThrowsAsync<BusException>(async () =>
        {
            await foreach (var _ in watch.ReadAsync(Token))
                Assert.Fail("nothing to be read");
        });
        Assert.Equal(BusFailure.Malformed, giant.Failure);
        Assert.False(objects.Tree.Complete);
        Assert.True((await objects.CompleteAsync(Patience, Token)).Complete);
    }

    [LiveTheory(Timeout = Limit)]
    [InlineData("silent", BusFailure.TimedOut)]
    [InlineData("error", BusFailure.Refused)]
    [InlineData("nonsense", BusFailure.Malformed)]
    [InlineData("giant", BusFailure.Malformed)]
    public async Task A_service_that_does_not_tell_its_objects_fails_whoever_asks(string how, object expected)
    {
        await using var server = await fixture.OpenAsync();
        using var exported = server.Export("/", _ => how switch
        {
            "silent" => new TaskCompletionSource<BusReply>().Task,
            "error" => throw new BusException(BusFailure.Refused, "no", "org.example.No"),
            "nonsense" => Task.FromResult(new BusReply("s", "what?")),
            _ => Task.FromResult(new BusReply("ay", new byte[20 << 20])),
        });
        await server.OwnAsync(_name, Token);
        await using var client = await fixture.OpenAsync();
        var objects = await client.FollowAsync(_name, Token);

        var failed = await Assert.ThrowsAsync<BusException>(() => objects.CompleteAsync(TimeSpan.FromSeconds(how == "silent" ? 0.2 : 90), Token));

        Assert.Equal(expected, failed.Failure);
    }

    private static Dictionary<string, object> Entry(string property, object value) =>
        new() { [Interface] = new Dictionary<string, object> { [property] = value } };

    private static Task ChangeAsync(MessageBus bus, string path, string property, object value) => bus.EmitAsync(
        path, RemoteObjects.Properties, "PropertiesChanged", "sa{sv}as", Interface, new Dictionary<string, object> { [property] = value }, Array.Empty<string>());

    private async Task<MessageBus> ThingsAsync(int number = 1)
    {
        var bus = await fixture.OpenAsync();
        bus.Export("/", _ => Task.FromResult(new BusReply("a{oa{sa{sv}}}", new Dictionary<string, object> { [Path] = Entry("Number", number) })));
        await bus.OwnAsync(_name, Token);
        return bus;
    }
}
