using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Conformance;

/// <summary>What a frame that left means, by the profile.</summary>
internal static class SentFrames
{
    /// <summary>It belongs to the stop.</summary>
    public static bool IsStop(this SentFrame frame, DeviceProfile profile, TappedLink link) =>
        profile.Chain(profile.Stop).Any(operation => frame.Is(operation, link));

    /// <summary>It can start a motor or make it stronger.</summary>
    public static bool MovesMotor(this SentFrame frame, DeviceProfile profile, TappedLink link) =>
        !frame.IsStop(profile, link) && profile.Operations.Any(operation => ProfileCheck.MovesMotor(profile, operation) && frame.Is(operation, link));

    /// <summary>It tells the device, again and again, that somebody is there.</summary>
    public static bool IsKeepAlive(this SentFrame frame, DeviceProfile profile, TappedLink link) =>
        profile.KeepAlive?.Operation is { } operation && frame.Is(operation, link);

    public static bool Is(this SentFrame frame, Operation operation, TappedLink link) =>
        operation.Endpoint.In(link.Characteristics) == frame.Characteristic && operation.Frame.TryDecode(frame.Bytes, out _, out _);
}
