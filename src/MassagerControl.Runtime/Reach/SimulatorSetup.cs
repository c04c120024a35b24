using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Devices.Simulation;
using MassagerControl.Runtime.Pairing;

namespace MassagerControl.Runtime.Reach;

/// <summary>Puts a simulated device together: profile, faults, virtual peripheral, and the same driver that a real device has.</summary>
public sealed class SimulatorSetup(ProfileLibrary profiles)
{
    public const string Prefix = "sim:";

    /// <summary>It names a simulated device inside this program: <c>sim:</c> and a profile, or the path of a profile's file.</summary>
    public static bool IsOne(string id) => id.StartsWith(Prefix, StringComparison.Ordinal) || PathIn(id) is not null;

    /// <summary>The file of a profile that a device's name, a program's or a profile's stands for.</summary>
    /// <returns>Null where it is no path.</returns>
    public static string? PathIn(string? id)
    {
        if (id is null || SocketSetup.IsSocket(id))
            return null;
        var name = id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : id;
        // RADIO/PROFILE/ADDRESS has slashes too.
        return ProfileLibrary.IsPath(name) && (DirectDevice.AddressIn(name) is null || name[0] == '.' || ProfileLibrary.IsFileName(name)) ? name : null;
    }

    public ResolvedDevice Find(DeviceRequest request)
    {
        var name = request.Id.StartsWith(Prefix, StringComparison.Ordinal) ? request.Id[Prefix.Length..] : PathIn(request.Id);
        if (name is null || profiles.FindNamed(name)?.Reading is not { } reading)
            return ResolvedDevice.None($"there is no device '{ShownName.Of(request.Id, 60)}'; there are {Known()}");
        return reading.Succeeded ? WithFaults(reading.Value, request) : ResolvedDevice.None(Lines(reading.Errors));
    }

    private static ResolvedDevice WithFaults(DeviceProfile profile, DeviceRequest request)
    {
        var faults = request.FaultsFile is { } file ? FaultScriptReader.Read(file, profile.Scale) : null;
        if (faults is { Succeeded: false })
            return ResolvedDevice.None(Lines(faults.Errors));
        var options = new SimulatedPeripheralOptions { Faults = faults?.Value ?? FaultScript.None };
        return new(profile.TraitsOf(NameOf(profile), simulated: true), time => Make(profile, options, request, time), []);
    }

    private static MadeMassager Make(DeviceProfile profile, SimulatedPeripheralOptions options, DeviceRequest request, TimeProvider time)
    {
        var peripheral = new SimulatedPeripheral(profile, options, time);
        var motor = new SimulatedMotor(peripheral);
        peripheral.Happened += happened =>
        {
            if (happened is MotorChanged changed)
                motor.Deliver(profile.Scale.IntensityOf(changed.Level));
        };
        var driver = new DeviceDriver(profile, NameOf(profile), SimulatedRadio.AddressOf(profile.Id), Simulated: true) { Trace = request.Trace };
        return new(driver.Over(new SimulatedRadio(peripheral), time), motor);
    }

    // A path has no place in a log.
    private static string NameOf(DeviceProfile profile) => Prefix + profile.Id;

    private string Known() => string.Join(", ", profiles.Ids().Select(id => Prefix + id));

    private static ImmutableArray<Phrase> Lines(ImmutableArray<FileError> errors) => [.. errors.Select(error => error.InWords())];
}
