using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Tests.Devices.Profiles;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Central;

/// <summary>Links come and go for days: nothing stays behind, in this process and on the bus.</summary>
[Collection(WholeMemory.Name)]
public sealed class BlueZLeakTests
{
    private const int Limit = 60_000;

    private static readonly byte[] Third = [0x5A, 0x01, 0x03, 0x58];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LiveFact(Timeout = Limit)]
    public async Task Fifty_links_leave_nothing_behind()
    {
        await using var bench = await BlueZBench.StartAsync(fake: new() { DisconnectTime = TimeSpan.Zero });
        await RoundAsync(bench);
        var (before, rules) = (Memory(), await RulesAsync(bench));

        for (var round = 0; round < 50; round++)
            await RoundAsync(bench);

        Assert.Equal(rules, await RulesAsync(bench));
        Assert.Equal(0, bench.Device.NotifySessions);
        Assert.Equal(0, (await bench.Radio.ObjectsAsync(Token)).Watches);
        Assert.InRange(Memory() - before, long.MinValue, 2 << 20);
    }

    private static long Memory()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task RoundAsync(BlueZBench bench)
    {
        await using (var link = await bench.ConnectAsync())
        {
            var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await link.SubscribeAsync(BlueZBench.Status(link), _ => heard.TrySetResult(), Token);
            await link.WriteAsync(BlueZBench.Control(link), Third, WriteMode.WithResponse, Token);
            await heard.Task;
        }
        await using var after = await bench.StrangerAsync();
        await after.AskAsync("GetId", "", [], Token);
    }

    /// <summary>What the bus keeps for the radio, by the bus's own word: empty where it keeps no such statistics.</summary>
    private static async Task<string> RulesAsync(BlueZBench bench)
    {
        await using var stranger = await bench.StrangerAsync();
        try
        {
            var all = await stranger.CallAsync(
                new(MessageBus.Name, "/org/freedesktop/DBus", "org.freedesktop.DBus.Debug.Stats", "GetAllMatchRules"), MessageBus.OwnLimit, Token);
            return string.Join('\n', ((Dictionary<string, object>)all[0]).Values.Cast<string[]>().SelectMany(rules => rules).Order(StringComparer.Ordinal));
        }
        catch (BusException exception) when (exception.Failure == BusFailure.Refused)
        {
            return "";
        }
    }
}
