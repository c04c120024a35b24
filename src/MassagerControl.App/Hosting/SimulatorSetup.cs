using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.App.Hosting;

/// <summary>Puts a simulated device together: profile, faults, virtual peripheral, and the same driver that a real device has.</summary>
internal sealed class SimulatorSetup(ProfileLibrary profiles)
{
    public const string Prefix = "sim:";

    public DeviceChoice Find(DeviceWish wish)
    {
        if (!wish.Id.StartsWith(Prefix, StringComparison.Ordinal))
            return DeviceChoice.None($"there is no device '{wish.Id}'; there are {Known()}");
        if (profiles.Find(wish.Id[Prefix.Length..])?.Reading is not { } reading)
            return DeviceChoice.None($"there is no device '{wish.Id}'; there are {Known()}");
        return reading.Succeeded ? WithFaults(reading.Value, wish) : DeviceChoice.None(Lines(reading.Errors));
    }

    private static DeviceChoice WithFaults(DeviceProfile profile, DeviceWish wish)
    {
        var faults = wish.FaultsFile is { } file ? FaultScriptReader.Read(file, profile.Scale) : null;
        if (faults is { Succeeded: false })
            return DeviceChoice.None(Lines(faults.Errors));
        var options = new SimulatedPeripheralOptions { Faults = faults?.Value ?? FaultScript.None };
        // What is known of a device before a link exists needs neither a radio nor a clock that moves.
        var traits = new ProfiledMassager(Driver(profile, wish, new SimulatedRadio(), new VirtualTimeProvider())).Traits;
        return new(traits, (time, felt) => Make(profile, options, wish, time, felt), []);
    }

    private static MadeMassager Make(
        DeviceProfile profile, SimulatedPeripheralOptions options, DeviceWish wish, TimeProvider time, Action<Intensity> felt)
    {
        var peripheral = new SimulatedPeripheral(profile, options, time);
        peripheral.Happened += happened =>
        {
            if (happened is MotorChanged motor)
                felt(profile.Scale.IntensityOf(motor.Level));
        };
        return new(new ProfiledMassager(Driver(profile, wish, new SimulatedRadio(peripheral), time)), peripheral);
    }

    private static ProfiledMassagerOptions Driver(DeviceProfile profile, DeviceWish wish, SimulatedRadio radio, TimeProvider time) => new()
    {
        Profile = profile,
        Radio = radio,
        Address = SimulatedRadio.AddressOf(profile.Id),
        Time = time,
        Device = wish.Id,
        Simulated = true,
        Trace = wish.Trace,
    };

    private string Known() => string.Join(", ", profiles.Ids().Select(id => Prefix + id));

    private static ImmutableArray<string> Lines(ImmutableArray<FileError> errors) => [.. errors.Select(error => error.ToString())];
}
