using System.Collections.Concurrent;
using System.Collections.Immutable;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Protocols;

namespace MassagerControl.Devices.Conformance;

/// <summary>Where the device listens and speaks.</summary>
internal static class PlaceChecks
{
    public static ImmutableArray<ConformanceCheck> All { get; } =
    [
        new("endpoint.unambiguous", "One characteristic of the device fits each endpoint of the profile.", "no two of one UUID that offer the same", UnambiguousAsync),
        new("report.place", "The device speaks where the profile listens.", "notifications from the profile's endpoints", PlaceAsync),
    ];

    private static async Task<Finding> UnambiguousAsync(CheckBench bench)
    {
        await bench.ConnectAsync().ConfigureAwait(false);
        var offered = bench.Radio.Current.Characteristics;
        var doubtful = bench.Profile.Endpoints.FirstOrDefault(endpoint => endpoint.AllIn(offered).Take(2).Count() == 2);
        if (doubtful is null)
            return Finding.Ok("one for each");
        var got = $"'{doubtful.Name}': {string.Join(" and ", doubtful.AllIn(offered).Select(fits => $"one that offers {fits.Properties}"))}";
        await bench.SetAsync(CheckBench.Lowest).ConfigureAwait(false);
        const string Choose = "Two characteristics have this UUID, and the first one is taken: list in 'properties' of the endpoint all that the right one offers and the other one does not.";
        return await bench.SeeAsync().ConfigureAwait(false) is { IsOff: false }
            ? Finding.Issue(got, $"The device obeys, so it seems to be the right one. {Choose}")
            : Finding.Error(got, $"Nobody has seen the device obey. {Choose}");
    }

    private static async Task<Finding> PlaceAsync(CheckBench bench)
    {
        if (bench.Profile.Notifications.IsEmpty)
            return Finding.DoesNotApply("The profile describes no notifications.");
        if (!bench.Profile.Notifications.Any(format => format.Endpoint.CanNotify))
            return Finding.DoesNotApply("The device says nothing unasked: it is read.");
        await bench.ConnectAsync().ConfigureAwait(false);
        await TryAsync(bench).ConfigureAwait(false);
        if (bench.Radio.Current.HasSpoken)
            return Finding.Ok("heard there");
        var elsewhere = await ListenElsewhereAsync(bench).ConfigureAwait(false);
        await TryAsync(bench).ConfigureAwait(false);
        foreach (var (from, value) in elsewhere)
            if (bench.Profile.Notifications.FirstOrDefault(format => format.TryDecode(value, out _, out _)) is { } format)
                return Finding.Error($"{Hex.Format(value)} came from {from.Uuid}", $"The profile's '{format.Name}' is said by another characteristic than '{format.Endpoint.Name}': give that endpoint this UUID, and subscribe to it in 'connect'.");
        return elsewhere.IsEmpty
            ? Finding.Issue("nothing was said", "The profile describes notifications and the device says nothing at all: look whether 'connect' subscribes to them, or whether the device speaks only when it is asked.")
            : Finding.Issue($"{Hex.Format(elsewhere.First().Value)} came from {elsewhere.First().From.Uuid}", "The device is silent where the profile listens and speaks elsewhere, in bytes that the profile does not know: describe them.");
    }

    /// <summary>Gives the device something to speak about.</summary>
    private static async Task TryAsync(CheckBench bench)
    {
        foreach (var level in bench.Samples.Take(2))
        {
            await CheckBench.FaultOfAsync(bench.SetAsync(level)).ConfigureAwait(false);
            await bench.PauseAsync().ConfigureAwait(false);
        }
        await CheckBench.FaultOfAsync(bench.StopAsync()).ConfigureAwait(false);
        await bench.PauseAsync().ConfigureAwait(false);
    }

    /// <summary>Subscribes to whatever else the device could speak by.</summary>
    private static async Task<ConcurrentQueue<(GattCharacteristic From, byte[] Value)>> ListenElsewhereAsync(CheckBench bench)
    {
        var heard = new ConcurrentQueue<(GattCharacteristic, byte[])>();
        var link = bench.Radio.Current;
        var known = bench.Profile.Notifications.Select(format => format.Endpoint.In(link.Characteristics)).ToHashSet();
        foreach (var other in link.Characteristics.Where(other => !known.Contains(other) && (other.Properties & (GattProperties.Notify | GattProperties.Indicate)) != 0))
            try
            {
                await link.SubscribeAsync(other, value => heard.Enqueue((other, value.ToArray())), CancellationToken.None)
                    .Within(ProfiledMassager.WriteLimit, "subscribe", bench.Time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (GattException exception) when (exception.Failure != GattFailure.LinkLost)
            {
                // Then it does not speak there.
            }
        return heard;
    }
}
