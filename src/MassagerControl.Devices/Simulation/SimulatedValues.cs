using System.Collections.Immutable;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Simulation;

/// <summary>What a virtual device says of itself, by the templates of its profile. Bytes that nobody has explained are 0.</summary>
internal sealed class SimulatedValues(
    DeviceProfile profile, ImmutableArray<GattCharacteristic> characteristics, SimulatedPeripheralMotor motor)
{
    private LinkCounters _said = new();

    /// <summary>What the motor delivers.</summary>
    public Level Level { get; set; }

    /// <value>0–100 %.</value>
    public int Battery { get; set; }

    /// <summary>A new link counts its frames from the beginning.</summary>
    public void Forget() => _said = new();

    public byte[] Of(NotificationFormat format) => format.Frame.Encode(_said.Next(format.Frame, State()));

    /// <summary>What the device says when somebody has done what the profile asks for.</summary>
    public byte[] Of(WaitStep wait) => wait.For.Frame.Encode(_said.Next(wait.For.Frame, State().With(wait.Where)));

    /// <summary>Is what such a notification means true of the device now?</summary>
    public bool Holds(NotificationFormat format) =>
        format.Refuses is null && (format.Means[FieldNames.Running] is not { } running || running == 0 == Level.IsOff);

    /// <returns>What is read there; null where nothing is.</returns>
    public byte[]? Read(GattCharacteristic characteristic) => characteristic switch
    {
        { Uuid: var uuid } when uuid == GattUuid.BatteryLevel => [(byte)Battery],
        { Service: var service } when service != GattUuid.DeviceInformationService => Described(characteristic),
        { Uuid: var uuid } when uuid == GattUuid.ManufacturerName => "MassagerControl"u8.ToArray(),
        { Uuid: var uuid } when uuid == GattUuid.ModelNumber => Encoding.UTF8.GetBytes(profile.Name),
        { Uuid: var uuid } when uuid == GattUuid.FirmwareRevision => "simulated"u8.ToArray(),
        _ => null,
    };

    /// <summary>What the profile says that is read there; a 0 where nobody has described it.</summary>
    private byte[]? Described(GattCharacteristic characteristic)
    {
        if (!characteristic.Properties.HasFlag(GattProperties.Read))
            return null;
        var described = profile.Notifications.Where(format => format.Endpoint.In(characteristics) == characteristic && Holds(format))
            .OrderBy(format => !format.TellsLevel).FirstOrDefault();
        return described is null ? [0] : Of(described);
    }

    private FieldValues State()
    {
        var values = FieldValues.Of(
            new(FieldNames.Level, profile.Levels.ToRaw(Level)),
            new(FieldNames.Running, Level.IsOff ? 0 : 1),
            new(FieldNames.Battery, Battery),
            new(FieldNames.Version, profile.Provenance.Firmware?.Least ?? 0),
            new(FieldNames.MaxLevel, profile.Levels.ToRaw(new(profile.Scale.Count))),
            new(FieldNames.Force, 0),
            new(FieldNames.Button, 0),
            new(FieldNames.Temperature, 0));
        foreach (var channel in profile.Channels)
            values = values.With(channel, profile.Levels.ToRaw(motor.Of(channel)));
        return values;
    }
}
