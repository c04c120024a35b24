using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>Reads what makes a device dangerous, and refuses the devices that this program does not drive at all.</summary>
internal static class SafetyReader
{
    public static (OnDisconnect OnDisconnect, DeviceSafety Safety) Read(JsonObjectCursor safety)
    {
        var onDisconnect = safety.Required("onDisconnect").Enum<OnDisconnect>();
        Refuse(safety.Optional("startsOnConnect"), "a device whose motor starts by connecting is not driven: connecting never moves a motor");
        Refuse(safety.Optional("electrical"), "a device that sends current through the body is not driven: this program is for vibration and percussion only");
        return (onDisconnect, new()
        {
            MovesFurniture = safety.Optional("movesFurniture")?.Bool() ?? false,
            MassageOperations = safety.Optional("massageOperations")?.Array(item => item.Text(), 1) ?? [],
            AttendedOnly = safety.Optional("attendedOnly")?.Bool() ?? false,
        });
    }

    private static void Refuse(JsonValueCursor? flag, string why)
    {
        if (flag?.Bool() == true)
            flag.Error(Phrase.Verbatim(why));
    }
}
