using System.Collections.Immutable;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Reach;

/// <summary>Finds the device that somebody named, wherever it is: in the simulator, behind a socket, or paired over a radio.</summary>
public sealed class DeviceSetup(RadioKinds radios)
{
    /// <summary>One name for one device, whichever folder it is asked from.</summary>
    public static string NameOf(string id)
    {
        if (SocketSetup.IsSocket(id))
            return SocketSetup.NameOf(id[SocketSetup.Prefix.Length..]);
        return SimulatorSetup.PathIn(id) is { } path ? SimulatorSetup.Prefix + Path.GetFullPath(path) : id;
    }

    /// <summary>A simulated device that is named as one: nobody's history unless a folder is named for it.</summary>
    public static bool IsSimulated(string id) => SimulatorSetup.IsOne(id) || SocketSetup.IsSocket(id);

    public ResolvedDevice Find(DeviceRequest wish)
    {
        var profiles = new ProfileLibrary(ProfileLibrary.ShippedFolder, wish.Profiles);
        if (wish.Id.StartsWith(SocketSetup.Prefix, StringComparison.Ordinal))
            return new SocketSetup(profiles, TimeProvider.System).Find(wish);
        if (wish.Id.StartsWith(SimulatorSetup.Prefix, StringComparison.Ordinal))
            return new SimulatorSetup(profiles).Find(wish);
        if (DirectDevice.Read(wish.Id, radios) is { } direct)
            return new RadioSetup(profiles).Find(wish, direct, direct.Address);
        if (SimulatorSetup.IsOne(wish.Id))
            return new SimulatorSetup(profiles).Find(wish);
        try
        {
            return Paired(wish, profiles, wish.Data is { } folder ? new PairedDevices(folder).All() : []);
        }
        catch (StoreException exception)
        {
            return ResolvedDevice.None(exception.Message);
        }
    }

    private ResolvedDevice Paired(DeviceRequest wish, ProfileLibrary profiles, ImmutableArray<PairedDevice> devices)
    {
        if (PairedDevices.Named(devices, wish.Id) is not { } device)
            return ResolvedDevice.None(Unknown(wish, profiles, devices));
        var (known, error) = radios.Read(device.Radio);
        if (known is not { } radio)
            return ResolvedDevice.None($"{device.Id}: {error}");
        var choice = radio.Kind.Name switch
        {
            RadioKinds.Simulator => new SimulatorSetup(profiles).Find(wish with { Id = device.Address }),
            RadioKinds.Socket => new SocketSetup(profiles, TimeProvider.System).Find(wish with { Id = SocketSetup.Prefix + device.Address }),
            _ => new RadioSetup(profiles).Find(wish, new(radio, device.Profile, device.Address), device.Id),
        };
        return choice with { PairedAs = device.Id };
    }

    private static string Unknown(DeviceRequest wish, ProfileLibrary profiles, ImmutableArray<PairedDevice> devices)
    {
        var paired = devices.IsEmpty ? "no device is paired yet (massager pair)" : $"paired are {string.Join(", ", devices.Select(device => device.Id))}";
        return $"there is no device '{ShownName.Of(wish.Id, 60)}'; {paired}; simulated are {string.Join(", ", profiles.Ids().Select(id => SimulatorSetup.Prefix + id))}";
    }
}
