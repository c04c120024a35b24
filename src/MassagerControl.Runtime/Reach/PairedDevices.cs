using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Reach;

/// <summary>The devices that are remembered in a data folder.</summary>
/// <remarks>Every failure is a <see cref="StoreException"/>, whose message is for the person.</remarks>
public sealed class PairedDevices(string folder)
{
    /// <returns>By their names; none where nothing was ever paired.</returns>
    public ImmutableArray<PairedDevice> All()
    {
        using var store = Existing();
        return store?.Read(work => new DeviceTable(work).All()) ?? [];
    }

    /// <summary>The device of a name or an address.</summary>
    public static PairedDevice? Named(ImmutableArray<PairedDevice> devices, string text) =>
        devices.FirstOrDefault(device => DeviceName.IsSame(device.Id, text))
        ?? devices.FirstOrDefault(device => string.Equals(device.Address, text, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the person calls the devices of one radio, by their addresses.</summary>
    public ImmutableDictionary<string, string> NamesOn(RadioChoice radio) =>
        All().Where(device => device.IsOn(radio)).ToImmutableDictionary(device => device.Address, device => device.Id);

    /// <summary>Remembers a device, in the place of what was known of it.</summary>
    /// <returns>What the person should know of the store.</returns>
    public ImmutableArray<Phrase> Save(PairedDevice device) => Write(table =>
    {
        foreach (var before in table.All().Where(known => known.IsSame(device)))
            table.Forget(before.Id);
        table.Save(device);
    });

    /// <summary>Devices that a session began to drive and whose motor nobody has seen off since, as on the command line or in full.</summary>
    public ImmutableArray<string> MayRun()
    {
        using var store = Existing();
        return store is null ? [] : [.. store.Read(work => new RunningDevices(work).All()).Select(running => running.Device).Distinct()];
    }

    /// <summary>A device's motor is off, whoever had left it running.</summary>
    /// <param name="device">As on the command line, or in full.</param>
    public void Stopped(string device, DateTimeOffset at)
    {
        using var store = Existing();
        store?.Write(work =>
        {
            var (running, devices) = (new RunningDevices(work), new DeviceTable(work));
            var known = devices.All();
            foreach (var left in running.All().Where(left => DeviceUse.IsSame(left.Device, device, known)))
                running.Clear(left.Id, at, "confirmed by massager stop");
            if (Named(known, device) is { } paired)
                devices.Saw(paired.Id, at);
        });
    }

    public ImmutableArray<Phrase> Forget(string name) => Write(table => table.Forget(name));

    /// <param name="battery">Null keeps what was known.</param>
    public ImmutableArray<Phrase> Saw(string name, DateTimeOffset at, int? battery) => Write(table => table.Saw(name, at, battery));

    private MassagerStore? Existing()
    {
        var opening = MassagerStore.OpenExisting(folder);
        return opening.Error is null ? opening.Store : throw StoreException.Of(opening);
    }

    private ImmutableArray<Phrase> Write(Action<DeviceTable> change)
    {
        var opening = MassagerStore.Open(folder);
        if (opening.Error is not null)
            throw StoreException.Of(opening);
        using var store = opening.Store!;
        store.Write(work => change(new DeviceTable(work)));
        return opening.Notes;
    }
}

/// <summary>How a remembered device is told from another.</summary>
public static class PairedDeviceIdentity
{
    /// <summary>The same device over the same radio: its name and profile may have changed.</summary>
    public static bool IsSame(this PairedDevice one, PairedDevice other) => one.Address == other.Address && one.KindOfRadio() == other.KindOfRadio();

    public static bool IsOn(this PairedDevice device, RadioChoice radio) => device.KindOfRadio() == radio.Kind.Name;

    private static string KindOfRadio(this PairedDevice device) => device.Radio.Split(':')[0];
}
