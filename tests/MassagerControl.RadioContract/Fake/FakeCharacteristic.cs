using System.Net.Sockets;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.RadioContract.Fake;

/// <summary>A characteristic of a fake device, with the rules of src/gatt-client.c of BlueZ.</summary>
internal sealed class FakeCharacteristic : FakeObject
{
    private readonly FakeDevice _device;
    private readonly GattCharacteristic _characteristic;
    private readonly List<string> _sessions = [];
    private Socket? _acquired;
    private bool _writing;
    private bool _subscribed;

    public FakeCharacteristic(FakeBlueZ world, FakeDevice device, string path, GattCharacteristic characteristic, string service)
        : base(world, path)
    {
        (_device, _characteristic) = (device, characteristic);
        Interfaces[BlueZNames.Characteristic] = new()
        {
            ["UUID"] = characteristic.Uuid.ToString(),
            ["Service"] = new BusPath(service),
            ["Flags"] = Flags(characteristic.Properties).ToArray(),
            ["Value"] = Array.Empty<byte>(),
            ["MTU"] = device.Mtu,
        };
        if (Can(GattProperties.WriteWithoutResponse))
            Interfaces[BlueZNames.Characteristic]["WriteAcquired"] = false;
        if (Can(GattProperties.Notify))
            Interfaces[BlueZNames.Characteristic]["Notifying"] = false;
    }

    public GattUuid Uuid => _characteristic.Uuid;

    public int Sessions
    {
        get
        {
            lock (World.Gate)
                return _sessions.Count;
        }
    }

    /// <summary>Once for each session: so the real one does.</summary>
    public void Say(byte[] value)
    {
        lock (World.Gate)
            foreach (var _ in _sessions)
                Set(BlueZNames.Characteristic, ("Value", value));
    }

    public void Relink()
    {
        // Sessions outlive links: notifications are switched on again for them.
        if (Sessions > 0)
            _ = SubscribeAsync();
    }

    public void Unlink()
    {
        _subscribed = false;
        Release();
    }

    private protected override Task<BusReply> DoAsync(BusCall call) => call switch
    {
        { Member: "ReadValue" } => ReadAsync(),
        { Member: "WriteValue", Arguments: [byte[] value, Dictionary<string, object> options] } => WriteAsync(value, options.GetValueOrDefault("type") as string),
        { Member: "StartNotify" } => StartNotifyAsync(call.Sender),
        { Member: "StopNotify" } => StopNotify(call.Sender),
        { Member: "AcquireWrite" } => Task.FromResult(AcquireWrite()),
        _ => throw NoSuchMethod(call),
    };

    private async Task<BusReply> ReadAsync()
    {
        CheckLink();
        if (!Can(GattProperties.Read))
            throw Error(BlueZNames.NotSupported, "Operation is not supported");
        var value = await _device.RequestAsync(async link => (await link.ReadAsync(_characteristic, CancellationToken.None)).ToArray());
        Set(BlueZNames.Characteristic, ("Value", value));
        return new("ay", value);
    }

    private async Task<BusReply> WriteAsync(byte[] value, string? type)
    {
        var command = type == "command" || (type is null && !Can(GattProperties.Write));
        lock (World.Gate)
        {
            CheckLink();
            if (_acquired is not null)
                throw Error(BlueZNames.NotPermitted, "Write acquired");
            if (_writing)
                throw Error(BlueZNames.InProgress, "In Progress");
            if (!Can(command ? GattProperties.WriteWithoutResponse : GattProperties.Write))
                throw Error(BlueZNames.NotSupported, "Operation is not supported");
            _writing = !command;
        }
        if (command)
        {
            await _device.Link!.WriteAsync(_characteristic, value, WriteMode.WithoutResponse, CancellationToken.None);
            return BusReply.Nothing;
        }
        try
        {
            await _device.RequestAsync(async link =>
            {
                await link.WriteAsync(_characteristic, value, WriteMode.WithResponse, CancellationToken.None);
                return true;
            });
        }
        finally
        {
            lock (World.Gate)
                _writing = false;
        }
        return BusReply.Nothing;
    }

    private async Task<BusReply> StartNotifyAsync(string sender)
    {
        lock (World.Gate)
        {
            if (_device.IsDisconnecting)
                throw Error(BlueZNames.NotConnected, "Not Connected");
            if (!Can(GattProperties.Notify) && !Can(GattProperties.Indicate))
                throw Error(BlueZNames.NotSupported, "Operation is not supported");
            if (_sessions.Contains(sender))
                return BusReply.Nothing;
            _sessions.Add(sender);
            if (_device.Link is null)
                return BusReply.Nothing;
        }
        await SubscribeAsync();
        Set(BlueZNames.Characteristic, ("Notifying", true));
        return BusReply.Nothing;
    }

    private async Task SubscribeAsync()
    {
        if (_subscribed)
            return;
        _subscribed = true;
        try
        {
            await _device.RequestAsync(async link =>
            {
                await link.SubscribeAsync(_characteristic, value => Say(value.ToArray()), CancellationToken.None);
                return true;
            });
        }
        catch
        {
            _subscribed = false;
            throw;
        }
    }

    private Task<BusReply> StopNotify(string sender)
    {
        lock (World.Gate)
            if (!_sessions.Remove(sender))
                throw Error(BlueZNames.Failed, "No notify session started");
        return Task.FromResult(BusReply.Nothing);
    }

    private BusReply AcquireWrite()
    {
        lock (World.Gate)
        {
            CheckLink();
            if (_acquired is not null)
                throw Error(BlueZNames.NotPermitted, "Write acquired");
            if (!Can(GattProperties.WriteWithoutResponse))
                throw Error(BlueZNames.NotSupported, "Operation is not supported");
            var (mine, theirs) = SocketPair.Make();
            _acquired = mine;
            _ = ServeAsync(mine);
            Set(BlueZNames.Characteristic, ("WriteAcquired", true));
            return new("hq", theirs.SafeHandle, _device.Mtu);
        }
    }

    /// <summary>Every packet is a command; it goes past the request that may be unanswered.</summary>
    private async Task ServeAsync(Socket socket)
    {
        var packet = new byte[512];
        try
        {
            while (await socket.ReceiveAsync(packet) is > 0 and var length)
                if (_device.Link is { } link)
                    await link.WriteAsync(_characteristic, packet.AsMemory(0, length), WriteMode.WithoutResponse, CancellationToken.None);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or GattException)
        {
            // Closed from here, or the link is gone.
        }
        Release(socket);
    }

    private void Release(Socket? only = null)
    {
        lock (World.Gate)
        {
            if (_acquired is null || (only is not null && only != _acquired))
                return;
            _acquired.Dispose();
            _acquired = null;
            Set(BlueZNames.Characteristic, ("WriteAcquired", false));
        }
    }

    private void CheckLink()
    {
        if (_device.Link is null)
            throw Error(BlueZNames.Failed, "Not connected");
        if (_device.NeedsBond)
            throw Error(BlueZNames.NotPermitted, "Not paired");
    }

    private bool Can(GattProperties property) => _characteristic.Properties.HasFlag(property);

    private static IEnumerable<string> Flags(GattProperties properties)
    {
        if (properties.HasFlag(GattProperties.Read))
            yield return "read";
        if (properties.HasFlag(GattProperties.WriteWithoutResponse))
            yield return "write-without-response";
        if (properties.HasFlag(GattProperties.Write))
            yield return "write";
        if (properties.HasFlag(GattProperties.Notify))
            yield return "notify";
        if (properties.HasFlag(GattProperties.Indicate))
            yield return "indicate";
    }
}
