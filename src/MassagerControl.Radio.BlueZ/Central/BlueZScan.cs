using MassagerControl.Core;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>Tells every device that the adapter knows or hears.</summary>
internal sealed class BlueZScan(RemoteObjects objects, string adapter, Action<Advertisement> seen)
{
    // More than the radio can hear while a reader is held up for seconds.
    private const int Room = 4096;

    /// <summary>Goes on until it is cancelled.</summary>
    /// <exception cref="BusException">bluetoothd or the bus fails.</exception>
    /// <exception cref="GattException">The adapter is gone.</exception>
    public async Task RunAsync(BlueZDiscovery discovery, CancellationToken cancellation)
    {
        using var watch = objects.Watch(adapter, Room);
        await using var listening = (await discovery.BeginAsync(objects, adapter, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        TellKnown();
        await foreach (var change in watch.ReadAsync(cancellation).ConfigureAwait(false))
            Take(change);
    }

    /// <summary>BlueZ says nothing of a device that it knows already and that has nothing new to tell.</summary>
    private void TellKnown()
    {
        var tree = objects.Tree;
        foreach (var path in tree.Objects.Keys.Where(path => path.StartsWith(adapter + '/', StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            if (!BlueZAdvertisement.IsOfClassic(tree, path) && BlueZAdvertisement.Of(tree, path) is { } advertisement)
                seen(advertisement);
    }

    private void Take(ObjectChange change)
    {
        var tree = objects.Tree;
        if (change.Interface == BlueZNames.Device && BlueZAdvertisement.Speaks(change) && BlueZAdvertisement.Of(tree, change.Path) is { } advertisement)
            seen(advertisement);
        else if (change.Interface == BlueZNames.Adapter && BlueZAdapter.Trouble(tree, adapter) is { } trouble)
            throw new GattException(GattFailure.Unreachable, Phrase.Verbatim(trouble));
    }
}
