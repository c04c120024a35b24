using MassagerControl.Core;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Devices.Sockets;

namespace MassagerControl.Runtime.Reach;

/// <summary>Finds a virtual peripheral in another process (<c>massager simulate</c>) and makes the driver that a real device has.</summary>
public sealed class SocketSetup(ProfileLibrary profiles, TimeProvider time)
{
    public const string Prefix = "socket:";

    // A path has no place in a log.
    private const string Device = "socket";

    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(3);

    public static bool IsSocket(string id) => id.StartsWith(Prefix, StringComparison.Ordinal);

    public ResolvedDevice Find(DeviceRequest request)
    {
        if (request.FaultsFile is not null)
            return ResolvedDevice.None("--faults: a device in another process makes its own faults; give the file to massager simulate");
        var radio = new SocketRadio(request.Id[Prefix.Length..]);
        try
        {
            using var limit = new CancellationTokenSource(LongestLook, time);
            var device = radio.LookAsync(limit.Token).GetAwaiter().GetResult();
            return profiles.Find(device.Profile)?.Reading switch
            {
                { Succeeded: true } reading => Found(reading.Value, radio, request),
                { } broken => ResolvedDevice.None([Phrase.Of($"{request.Id}: it is a {device.Profile}, and that profile has mistakes"), .. broken.Errors.Select(error => error.InWords())]),
                null => ResolvedDevice.None($"{request.Id}: it is a {device.Profile}, and there is no such profile here"),
            };
        }
        catch (GattException exception)
        {
            return ResolvedDevice.None($"there is no device '{request.Id}': {exception.Message}");
        }
        catch (OperationCanceledException)
        {
            return ResolvedDevice.None($"there is no device '{request.Id}': something has the socket and does not answer within {LongestLook.TotalSeconds:0} s");
        }
    }

    private static ResolvedDevice Found(DeviceProfile profile, SocketRadio radio, DeviceRequest request)
    {
        var name = NameOf(request.Id[Prefix.Length..]);
        var driver = new DeviceDriver(profile, Device, request.Id[Prefix.Length..], Simulated: true) { Trace = request.Trace, LockName = name };
        return new(profile.TraitsOf(Device, simulated: true), clock => new(driver.Over(radio, clock), null), [])
        {
            Reach = new(name, request.Profiles, token => SocketRehearsal.RunAsync(profile, token)),
            Route = new(profile, _ => new(radio), request.Id[Prefix.Length..]),
        };
    }

    /// <summary>One name for one socket, whichever folder it is asked from.</summary>
    public static string NameOf(string path)
    {
        if (path.Length == 0)
            return Prefix;
        var full = Path.GetFullPath(path);
        try
        {
            return Prefix + (File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // There is nothing, or nothing that may be looked at: then it is no link either.
            return Prefix + full;
        }
    }
}
