using Tmds.DBus;

namespace MassagerControl.Radio.InTheHand.Tests;

/// <summary>What a program on the bus needs to say that a device of BlueZ has changed.</summary>
[DBusInterface("org.bluez.Device1")]
public interface IForgedDevice : IDBusObject
{
    Task<IDisposable> WatchPropertiesAsync(Action<PropertyChanges> handler);
}

/// <summary>Another program on the bus, which pretends to be BlueZ.</summary>
internal sealed class ForgedDevice(string path) : IForgedDevice
{
    private Action<PropertyChanges>? _changed;

    public ObjectPath ObjectPath { get; } = path;

    public Task<IDisposable> WatchPropertiesAsync(Action<PropertyChanges> handler)
    {
        _changed = handler;
        return Task.FromResult<IDisposable>(new CancellationTokenSource());
    }

    /// <summary>Says it, and waits until the bus has passed it on.</summary>
    public static async Task SayAsync(string busAddress, string path, string property, object value)
    {
        var device = new ForgedDevice(path);
        using var connection = new Connection(busAddress);
        await connection.ConnectAsync();
        await connection.RegisterObjectAsync(device);
        device._changed!(PropertyChanges.ForProperty(property, value));
        await connection.ListServicesAsync();
    }
}
