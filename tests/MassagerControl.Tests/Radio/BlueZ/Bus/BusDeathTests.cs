using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.RadioContract;

namespace MassagerControl.Tests.Radio.BlueZ.Bus;

public sealed class BusDeathTests
{
    private const int Limit = 20_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task When_the_bus_dies_everything_that_waits_ends_and_it_is_told_once()
    {
        await using var bus = await PrivateBus.StartAsync();
        await using var server = await MessageBus.OpenAsync(bus.Address, Token);
        await using var client = await MessageBus.OpenAsync(bus.Address, Token);
        using var exported = server.Export("/test", _ => new TaskCompletionSource<BusReply>().Task);
        var objects = await client.FollowAsync("org.example.Nobody", Token);
        using var watch = objects.Watch("/");
        await using var changes = watch.ReadAsync(Token).GetAsyncEnumerator(Token);
        var watching = changes.MoveNextAsync().AsTask();
        var call = client.CallAsync(new(server.UniqueName, "/test", "org.example.Test", "Hang"), TimeSpan.FromHours(1), Token);

        bus.Kill();

        Assert.Equal(BusFailure.Lost, (await Assert.ThrowsAsync<BusException>(() => call)).Failure);
        Assert.Equal(BusFailure.Lost, (await Assert.ThrowsAsync<BusException>(() => watching)).Failure);
        Assert.Equal(BusFailure.Lost, (await client.Ended).Failure);
        Assert.Equal(BusFailure.Lost, (await Assert.ThrowsAsync<BusException>(() => client.AskAsync("GetId", "", [], Token))).Failure);
        Assert.Equal(BusFailure.Lost, (await Assert.ThrowsAsync<BusException>(() => objects.CompleteAsync(MessageBus.OwnLimit, Token))).Failure);
    }

    [Fact(Timeout = Limit)]
    public async Task A_bus_that_falls_silent_ends_calls_in_time_and_may_come_back()
    {
        await using var bus = await PrivateBus.StartAsync();
        await using var client = await MessageBus.OpenAsync(bus.Address, Token);
        bus.Freeze();

        var late = await Assert.ThrowsAsync<BusException>(
            () => client.CallAsync(new(MessageBus.Name, "/", MessageBus.Name, "GetId"), TimeSpan.FromMilliseconds(100), Token));

        Assert.Equal(BusFailure.TimedOut, late.Failure);
        bus.Thaw();
        Assert.NotEmpty(await client.AskAsync("GetId", "", [], Token));
    }

    [Fact(Timeout = Limit)]
    public async Task A_connection_that_is_closed_ends_what_waits()
    {
        await using var bus = await PrivateBus.StartAsync();
        await using var server = await MessageBus.OpenAsync(bus.Address, Token);
        var client = await MessageBus.OpenAsync(bus.Address, Token);
        using var exported = server.Export("/test", _ => new TaskCompletionSource<BusReply>().Task);
        var call = client.CallAsync(new(server.UniqueName, "/test", "org.example.Test", "Hang"), TimeSpan.FromHours(1), Token);

        await client.DisposeAsync();

        Assert.Equal(BusFailure.Lost, (await Assert.ThrowsAsync<BusException>(() => call)).Failure);
        await client.DisposeAsync();
    }
}
