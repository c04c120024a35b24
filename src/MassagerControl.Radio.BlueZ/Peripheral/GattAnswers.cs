using System.Globalization;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.Radio.BlueZ.Peripheral;

/// <summary>Answers what bluetoothd asks of the objects of a virtual peripheral.</summary>
/// <param name="seat">Null while no central can be served yet.</param>
internal sealed class GattAnswers(RemoteObjects bluez, GattTree tree, Advertiser advertiser, Func<CentralSeat?> seat)
{
    // The first error code that an application may choose (Bluetooth Core, vol. 3 part F, 3.4.1.1).
    private const byte FirstOfApplication = 0x80;

    public Task<BusReply> AnswerAsync(BusCall call)
    {
        if (call.Sender != bluez.Tree.Owner)
            throw new BusException(BusFailure.Refused, "only bluetoothd has anything to ask here", BusErrors.AccessDenied);
        return (call.Interface, call.Member) switch
        {
            (RemoteObjects.ObjectManager, "GetManagedObjects") when call.Path == GattTree.Root => Give("a{oa{sa{sv}}}", tree.Objects()),
            (RemoteObjects.Properties, "GetAll") when call.Arguments is [string name] && Properties(call.Path, name) is { } all => Give("a{sv}", all),
            (RemoteObjects.Properties, "Get") when call.Arguments is [string name, string property]
                && Properties(call.Path, name)?.GetValueOrDefault(property) is { } value => Give("v", value),
            (PeripheralNames.Advertisement, "Release") => Released(),
            (BlueZNames.Characteristic, _) when tree.Find(call.Path) is { } characteristic => AnswerAsync(characteristic, call),
            _ => throw new BusException(BusFailure.Refused, $"there is no {call.Member} at {call.Path}", BusErrors.UnknownMethod),
        };
    }

    private Task<BusReply> AnswerAsync(GattCharacteristic characteristic, BusCall call) => (call.Member, call.Arguments) switch
    {
        ("ReadValue", [Dictionary<string, object> options]) => ReadAsync(characteristic, options),
        ("WriteValue", [byte[] value, Dictionary<string, object> options]) => WriteAsync(characteristic, value, options),
        ("StartNotify", []) => WantAsync(characteristic, true),
        ("StopNotify", []) => WantAsync(characteristic, false),
        // The central has confirmed an indication.
        ("Confirm", []) => Task.FromResult(BusReply.Nothing),
        _ => throw new BusException(BusFailure.Refused, $"a characteristic has no {call.Member} of this kind", BusErrors.UnknownMethod),
    };

    private async Task<BusReply> ReadAsync(GattCharacteristic characteristic, Dictionary<string, object> options)
    {
        var value = await Refusing(Central(options).ReadAsync(characteristic)).ConfigureAwait(false);
        var offset = OffsetIn(options);
        return offset <= value.Length
            ? new("ay", value[offset..].ToArray())
            : throw new BusException(BusFailure.Refused, "there is less to read", PeripheralNames.InvalidOffset);
    }

    private async Task<BusReply> WriteAsync(GattCharacteristic characteristic, byte[] value, Dictionary<string, object> options)
    {
        if (OffsetIn(options) != 0)
            throw new BusException(BusFailure.Refused, "a value is written in one piece", PeripheralNames.InvalidOffset);
        // bluetoothd does not say which kind of write it was. Where a write without response is possible it has acknowledged the write already and
        // takes no refusal (BlueZ 5.66 and later, src/gatt-database.c, chrc_write_cb).
        var mode = characteristic.Properties.HasFlag(GattProperties.WriteWithoutResponse) ? WriteMode.WithoutResponse : WriteMode.WithResponse;
        await Refusing(Central(options).WriteAsync(characteristic, value, mode)).ConfigureAwait(false);
        return BusReply.Nothing;
    }

    private async Task<BusReply> WantAsync(GattCharacteristic characteristic, bool wanted)
    {
        if (seat() is { } place)
            await Refusing(place.WantAsync(characteristic, wanted)).ConfigureAwait(false);
        return BusReply.Nothing;
    }

    private CentralLink Central(Dictionary<string, object> options)
    {
        if (options.GetValueOrDefault("device") is BusPath { Value: var device }
            && bluez.Tree.Value<bool>(device, BlueZNames.Device, "Connected") is true
            && seat()?.Sit(device) is { } central)
            return central;
        throw new BusException(BusFailure.Refused, "not connected", BlueZNames.Failed);
    }

    private Dictionary<string, object>? Properties(string path, string name) => name == PeripheralNames.Advertisement
        ? advertiser.Find(path)
        : tree.Interfaces(path)?.GetValueOrDefault(name);

    private Task<BusReply> Released()
    {
        advertiser.Forget();
        return Task.FromResult(BusReply.Nothing);
    }

    private static Task<BusReply> Give(string signature, object value) => Task.FromResult(new BusReply(signature, value));

    private static int OffsetIn(Dictionary<string, object> options) => options.GetValueOrDefault("offset") is ushort offset ? offset : 0;

    /// <summary>What the device refuses becomes the error that bluetoothd turns into the same code again, as far as it has one for it.</summary>
    private static async Task<T> Refusing<T>(Task<T> request)
    {
        await Refusing((Task)request).ConfigureAwait(false);
        return await request.ConfigureAwait(false);
    }

    private static async Task Refusing(Task request)
    {
        try
        {
            await request.ConfigureAwait(false);
        }
        catch (GattException exception)
        {
            throw exception.AttCode switch
            {
                null => new BusException(BusFailure.Refused, exception.Message, BlueZNames.Failed),
                >= FirstOfApplication and var code => new BusException(BusFailure.Refused, string.Create(CultureInfo.InvariantCulture, $"0x{code:x2}"), BlueZNames.Failed),
                _ => new BusException(BusFailure.Refused, exception.Message, BlueZNames.NotPermitted),
            };
        }
    }
}
