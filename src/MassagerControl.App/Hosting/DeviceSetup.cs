using MassagerControl.Devices.Profiles.Matching;

namespace MassagerControl.App.Hosting;

/// <summary>Finds the device that somebody named, wherever it is.</summary>
internal static class DeviceSetup
{
    /// <summary>One name for one device, whichever folder it is asked from.</summary>
    public static string NameOf(string id) => id.StartsWith(SocketSetup.Prefix, StringComparison.Ordinal) ? SocketSetup.NameOf(id) : id;

    /// <summary>A simulated device, wherever it is: nobody's history unless a folder is named for it.</summary>
    public static bool IsSimulated(string id) =>
        id.StartsWith(SimulatorSetup.Prefix, StringComparison.Ordinal) || id.StartsWith(SocketSetup.Prefix, StringComparison.Ordinal);

    public static DeviceChoice Find(DeviceWish wish)
    {
        var profiles = new ProfileLibrary(ProfileLibrary.ShippedFolder, wish.Profiles);
        return wish.Id.StartsWith(SocketSetup.Prefix, StringComparison.Ordinal)
            ? new SocketSetup(profiles, TimeProvider.System).Find(wish)
            : new SimulatorSetup(profiles).Find(wish);
    }
}
