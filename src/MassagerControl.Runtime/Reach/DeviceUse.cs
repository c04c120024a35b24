using System.Collections.Immutable;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Reach;

/// <summary>Names the lock of a device, by whatever name the device is asked for, and says who holds it.</summary>
public static class DeviceUse
{
    /// <summary>What the lock of a remembered device is called; null for a device that lives inside each process.</summary>
    public static string? LockNameOf(PairedDevice device) => LockNameOf(device.Radio, device.Address);

    /// <param name="radio">As on the command line.</param>
    public static string? LockNameOf(string radio, string address) => radio.Split(':')[0] switch
    {
        RadioKinds.Simulator => null,
        RadioKinds.Socket => SocketSetup.NameOf(address),
        _ => DirectDevice.LockNameOf(address),
    };

    /// <param name="device">As on the command line, or in full.</param>
    /// <param name="paired">The devices that may be meant by a name or an address.</param>
    /// <returns>Null for a device that lives inside each process, and for one that nobody knows.</returns>
    public static string? LockNameOf(string device, ImmutableArray<PairedDevice> paired)
    {
        if (PairedDevices.Named(paired, device) is { } known)
            return LockNameOf(known);
        if (SocketSetup.IsSocket(device))
            return SocketSetup.NameOf(device[SocketSetup.Prefix.Length..]);
        return DirectDevice.AddressIn(device) is { } address ? DirectDevice.LockNameOf(address) : null;
    }

    /// <summary>Both are one device.</summary>
    public static bool IsSame(string one, string other, ImmutableArray<PairedDevice> paired) =>
        DeviceName.IsSame(one, other) || (LockNameOf(one, paired) is { } name && name == LockNameOf(other, paired));

    /// <summary>Who has a remembered device now; null when nobody has.</summary>
    public static LockHolder? HolderOf(PairedDevice device) =>
        LockNameOf(device) is { } name && RuntimeFolder.Of(Environment.GetEnvironmentVariable).Path is { } path
            && DeviceLock.OwnerOf(path, name) is { } holder && OwnerProcess.Of(holder.Pid) is not null
            ? holder
            : null;
}
