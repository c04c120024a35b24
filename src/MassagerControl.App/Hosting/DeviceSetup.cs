using MassagerControl.Devices.Profiles.Matching;

namespace MassagerControl.App.Hosting;

/// <summary>Finds the device that somebody named, wherever it is.</summary>
internal static class DeviceSetup
{
    public static DeviceChoice Find(DeviceWish wish)
    {
        var profiles = new ProfileLibrary(ProfileLibrary.ShippedFolder, wish.Profiles);
        return wish.Id.StartsWith(SocketSetup.Prefix, StringComparison.Ordinal)
            ? new SocketSetup(profiles, TimeProvider.System).Find(wish)
            : new SimulatorSetup(profiles).Find(wish);
    }
}
