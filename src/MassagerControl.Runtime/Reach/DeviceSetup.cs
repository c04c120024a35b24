using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Reach;

/// <summary>Finds the device that somebody named, wherever it is: in the simulator, behind a socket, or paired over a radio.</summary>
public sealed class DeviceSetup(RadioKinds radios)
{
    /// <summary>The device where none is named and none is paired.</summary>
    public const string UsualSimulator = "sim:sim-percussion-gun";

    /// <summary>One name for one device, whichever folder it is asked from.</summary>
    public static string NameOf(string id)
    {
        if (SocketSetup.IsSocket(id))
            return SocketSetup.NameOf(id[SocketSetup.Prefix.Length..]);
        return SimulatorSetup.PathIn(id) is { } path ? SimulatorSetup.Prefix + Path.GetFullPath(path) : id;
    }

    /// <summary>A simulated device that is named as one: nobody's history unless a folder is named for it.</summary>
    public static bool IsSimulated(string id) => SimulatorSetup.IsOne(id) || SocketSetup.IsSocket(id);

    public ResolvedDevice Find(DeviceRequest request)
    {
        var profiles = new ProfileLibrary(ProfileLibrary.ShippedFolder, request.Profiles);
        if (request.Id.StartsWith(SocketSetup.Prefix, StringComparison.Ordinal))
            return new SocketSetup(profiles, TimeProvider.System).Find(request);
        if (request.Id.StartsWith(SimulatorSetup.Prefix, StringComparison.Ordinal))
            return new SimulatorSetup(profiles).Find(request);
        if (DirectDevice.Read(request.Id, radios) is { } direct)
            return new RadioSetup(profiles).Find(request, direct, direct.Address);
        if (SimulatorSetup.IsOne(request.Id))
            return new SimulatorSetup(profiles).Find(request);
        try
        {
            return Paired(request, profiles, request.Data is { } folder ? new PairedDevices(folder).All() : []);
        }
        catch (StoreException exception)
        {
            return ResolvedDevice.None(exception.Words);
        }
    }

    private ResolvedDevice Paired(DeviceRequest request, ProfileLibrary profiles, ImmutableArray<PairedDevice> devices)
    {
        if (PairedDevices.Named(devices, request.Id) is not { } device)
            return ResolvedDevice.None(Unknown(request, profiles, devices));
        var (known, error) = radios.Read(device.Radio);
        if (known is not { } radio)
            return ResolvedDevice.None($"{device.Id}: {error}");
        var choice = radio.Kind.Name switch
        {
            RadioKinds.Simulator => new SimulatorSetup(profiles).Find(request with { Id = device.Address }),
            RadioKinds.Socket => new SocketSetup(profiles, TimeProvider.System).Find(request with { Id = SocketSetup.Prefix + device.Address }),
            _ => new RadioSetup(profiles).Find(request, new(radio, device.Profile, device.Address), device.Id),
        };
        return choice with { PairedAs = device.Id };
    }

    private static Phrase Unknown(DeviceRequest request, ProfileLibrary profiles, ImmutableArray<PairedDevice> devices)
    {
        var paired = devices.IsEmpty ? "no device is paired yet (massager pair)" : Phrase.Of($"paired are {string.Join(", ", devices.Select(device => device.Id))}");
        return $"there is no device '{ShownName.Of(request.Id, 60)}'; {paired}; simulated are {string.Join(", ", profiles.Ids().Select(id => SimulatorSetup.Prefix + id))}";
    }
}
