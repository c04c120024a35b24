using MassagerControl.Core;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.OddDevices;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Devices.Conformance;

/// <summary>An odd device in virtual time, and a profile that knows nothing of its script: every check gets a new one.</summary>
/// <remarks>What its motor does is seen at the motor, and not believed by what the device says.</remarks>
public sealed class OddTarget(DeviceProfile profile, OddScript script) : IConformanceTarget
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    public DeviceProfile Profile => profile;

    /// <summary>Somebody stands beside it and sees its motor; else all that is known is what it says itself.</summary>
    public bool IsWatched { get; init; } = true;

    public Task<T> UseAsync<T>(Func<ConformanceDevice, Task<T>> check)
    {
        var time = new VirtualTimeProvider();
        var address = SimulatedRadio.AddressOf(profile.Id);
        if (script.Device is { } model)
        {
            using var device = new ScriptedDevice(model, address, time);
            return Run(check, time, device, device.SwitchOff, new EventMotorView(() => new Level(device.Level), seen => device.Happened += seen));
        }
        using var peripheral = new SimulatedPeripheral(profile, new(), time);
        return Run(check, time, new SimulatedRadio(peripheral), () => peripheral.PressButton(Level.Off), EventMotorView.Of(peripheral));
    }

    private Task<T> Run<T>(Func<ConformanceDevice, Task<T>> check, VirtualTimeProvider time, IRadio inner, Action switchOff, IMotorView motor)
    {
        var radio = new OddRadio(inner, script.Conditions, time, switchOff);
        // What a scripted device does with a frame that nobody sends its script does not say.
        var device = new ConformanceDevice(radio, SimulatedRadio.AddressOf(profile.Id), time, IsWatched ? motor : null, Expendable: true) { KnowsWrongFrames = script.Device is null };
        return check(device).RunIn(time, Longest);
    }
}
