using System.Text.Json;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Reach;

/// <summary>The paired devices as JSON.</summary>
public static class DeviceJson
{
    public static void Write(Utf8JsonWriter json, IEnumerable<PairedDevice> devices, ProfileLibrary library, RadioKinds radios)
    {
        json.WriteStartArray();
        foreach (var device in devices)
            Write(json, device, library, radios);
        json.WriteEndArray();
    }

    public static bool IsSimulated(PairedDevice device, RadioKinds radios) => radios.Read(device.Radio).Choice is { Kind.Simulated: true };

    /// <summary>What the profile of the device calls it.</summary>
    public static string NameOf(PairedDevice device, ProfileLibrary library) => library.Find(device.Profile)?.Reading.Value?.Name ?? "its profile is gone";

    private static void Write(Utf8JsonWriter json, PairedDevice device, ProfileLibrary library, RadioKinds radios)
    {
        json.WriteStartObject();
        json.WriteString("name", device.Id);
        json.WriteString("profile", device.Profile);
        json.WriteString("profileName", NameOf(device, library));
        json.WriteString("address", device.Address);
        json.WriteString("radio", device.Radio);
        json.WriteString("advertisedName", device.Name);
        json.WriteBoolean("simulated", IsSimulated(device, radios));
        json.Moment("paired", device.Paired);
        json.Moment("lastSeen", device.LastSeen);
        if (device.Battery is { } battery)
            json.WriteNumber("battery", battery);
        else
            json.WriteNull("battery");
        var holder = DeviceUse.HolderOf(device);
        json.WriteString("inUseBy", holder?.Name.Text);
        json.Moment("inUseSince", holder?.Since);
        json.WriteEndObject();
    }
}
