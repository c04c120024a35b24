using System.Text;

namespace MassagerControl.Devices.Sockets;

/// <summary>A virtual peripheral that answers on a socket.</summary>
/// <param name="Profile">The id of the profile that it was made from.</param>
/// <param name="Name">What it advertises.</param>
public sealed record SocketDevice(string Profile, string Name)
{
    internal byte[] Encode() => Encoding.UTF8.GetBytes($"{Profile}\0{Name}\0");

    /// <returns>Null when the bytes say nothing of the kind.</returns>
    internal static SocketDevice? Decode(ReadOnlySpan<byte> bytes) =>
        Encoding.UTF8.GetString(bytes).Split('\0') is [{ Length: > 0 } profile, { } name, ""] ? new(profile, name) : null;
}
