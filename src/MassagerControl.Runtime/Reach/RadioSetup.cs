using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Pairing;

namespace MassagerControl.Runtime.Reach;

/// <summary>Makes the driver of a device that a radio reaches. Touches neither radio nor device before the driver connects.</summary>
internal sealed class RadioSetup(ProfileLibrary profiles)
{
    /// <param name="name">What logs and screens call it.</param>
    public ResolvedDevice Find(DeviceRequest request, DirectDevice device, string name)
    {
        if (request.FaultsFile is not null)
            return ResolvedDevice.None("--faults: a real device makes its own faults; only a simulated one takes a file of them");
        if (profiles.Find(device.Profile)?.Reading is not { } reading)
            return ResolvedDevice.None($"{name}: there is no profile '{device.Profile}' here any more; pair it again");
        return reading.Succeeded
            ? Found(reading.Value, request, device, name)
            : ResolvedDevice.None([.. reading.Errors.Select(error => error.InWords())]);
    }

    private ResolvedDevice Found(DeviceProfile profile, DeviceRequest request, DirectDevice device, string name)
    {
        var simulated = device.Radio.Kind.Simulated;
        var driver = new DeviceDriver(profile, name, device.Address, simulated) { Trace = request.Trace, LockName = device.LockName };
        return new(profile.TraitsOf(name, simulated), Make, [])
        {
            // The guard finds it by the whole address: it has no memory of names.
            Reach = new(device.ToString(), request.Profiles, token => SocketRehearsal.RunAsync(profile, token)) { LockName = device.LockName },
            Route = new(profile, Open, device.Address),
            Notes = Doubts(profile),
        };

        OpenRadio Open(TimeProvider time) => device.Radio.Open(new(null, profiles, time));

        MadeMassager Make(TimeProvider time)
        {
            var radio = new LazyRadio(() => Open(time));
            IMassager massager = driver.Over(radio, time);
            return new(new OwningMassager(name == device.Address ? massager : new PairedMassager(massager, name), radio), null);
        }
    }

    /// <summary>What a person should know who relies on the match.</summary>
    private static ImmutableArray<Phrase> Doubts(DeviceProfile profile)
    {
        var doubts = ImmutableArray.CreateBuilder<Phrase>();
        if (!Introduction.ConfirmsItself(profile))
            doubts.Add($"nothing that this device says proves that it is a {profile.Name}: you decided that when you paired it");
        if (!profile.Provenance.VerifiedOnHardware)
            doubts.Add("nobody of this project has driven this model yet: keep a hand on its button");
        return doubts.DrainToImmutable();
    }
}
