using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>What must hold of values that are read: whoever tells the level there can be asked for it again.</summary>
internal static class ReadCheck
{
    public static void Check(JsonObjectCursor root, DeviceProfile profile)
    {
        if (profile.ReadStatus is { } status && !TellsLevel(profile, status))
            root.Error("$.readStatus", $"no notification of '{status.Name}' tells the level: describe what is read there");
        if (profile is { ReadStatus: not null, RequestStatus: not null })
            root.Error("$.readStatus", "the profile has 'requestStatus' too: say one of the two");
        for (var i = 0; i < profile.Connect.Length; i++)
            if (profile.Connect[i] is ReadStep read)
                Level(root, profile, $"$.connect[{i}].read", read.Endpoint);
        if (profile.KeepAlive?.Read is { } kept)
            Level(root, profile, "$.keepAlive.read", kept);
    }

    /// <summary>A device that once said that it runs must be heard or asked when it is to have stopped.</summary>
    private static void Level(JsonObjectCursor root, DeviceProfile profile, string path, Endpoint endpoint)
    {
        if (TellsLevel(profile, endpoint) && !ProfileCheck.Hears(profile, endpoint) && !profile.CanBeAsked)
            root.Error(path, $"'{endpoint.Name}' tells the level: name it as 'readStatus' too, or subscribe to it, so that a stop can be confirmed by it");
    }

    private static bool TellsLevel(DeviceProfile profile, Endpoint endpoint) =>
        profile.Notifications.Any(format => format.TellsLevel && format.Endpoint == endpoint);
}
