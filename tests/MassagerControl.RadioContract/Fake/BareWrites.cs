using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.RadioContract.Fake;

/// <summary>Writes over the bus by themselves: one D-Bus call each, nothing above it.</summary>
public sealed class BareWrites : IAsyncDisposable
{
    private static readonly Dictionary<string, object> AsRequest = new() { ["type"] = "request" };

    private readonly MessageBus _bus;
    private readonly string _owner;

    private BareWrites(MessageBus bus, string owner) => (_bus, _owner) = (bus, owner);

    /// <param name="address">Of the bus on which the fake bluetoothd is.</param>
    public static async Task<BareWrites> OpenAsync(string address)
    {
        var bus = await MessageBus.OpenAsync(address, CancellationToken.None);
        var objects = await bus.FollowAsync(BlueZNames.Service, CancellationToken.None);
        return new(bus, objects.Tree.Owner!);
    }

    /// <param name="path">Of a characteristic.</param>
    public Task WriteAsync(string path, byte[] value) =>
        _bus.CallAsync(new(_owner, path, BlueZNames.Characteristic, "WriteValue", "aya{sv}", value, AsRequest), MessageBus.OwnLimit, CancellationToken.None);

    public ValueTask DisposeAsync() => _bus.DisposeAsync();
}
