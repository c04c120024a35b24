using MassagerControl.Core;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Devices.Captures.Cleaning;

/// <summary>Writes a capture that holds one device's packets only, without anybody's address, name or key.</summary>
/// <remarks>What is kept is chosen, not what is left out; and every address, name and key that the capture tells is looked for in what is kept, and replaced.</remarks>
public static class CaptureCleaner
{
    /// <param name="path">The capture; read twice.</param>
    /// <param name="device">Its address; null for the device that was written to most.</param>
    /// <param name="create">Makes the file that is written, once it is known that there is something to write.</param>
    /// <returns>What was done, or why nothing was written.</returns>
    /// <exception cref="IOException">A file cannot be opened or written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be opened.</exception>
    public static (CleanedCapture? Cleaned, Phrase? Refusal) Clean(string path, string? device, Func<Stream> create)
    {
        var census = new Census();
        using (var reader = CaptureReader.Open(path))
        {
            while (reader.TryRead(out var packet))
                census.Add(packet);
            if (reader.Format is null)
                return (null, reader.Faults[0].Reason);
        }
        var (chosen, refusal) = Chosen(census, device);
        if (chosen is not { } address)
            return (null, refusal);
        var own = census.AddressesOf(address);
        census.Keep(own);
        return (Write(path, census, own, create), null);
    }

    private static (ulong? Device, Phrase? Refusal) Chosen(Census census, string? device)
    {
        var most = census.Writes.OrderByDescending(one => one.Value).ThenBy(one => one.Key).ToArray();
        if (most.Length == 0)
            return (null, "no link to a device is in it: there is nothing to keep");
        if (device is null)
            return (most[0].Key, null);
        if (!Gatt.BluetoothAddress.IsOne(device))
            return (null, Phrase.Of($"'{device}' is no Bluetooth address: six pairs of hex digits with colons"));
        var asked = census.AddressesOf(DeviceAddress.Parse(device));
        if (most.Where(one => asked.Contains(one.Key)).ToArray() is [var found, ..])
            return (found.Key, null);
        var others = Phrase.Join(", ", most.Take(10).Select(one => Phrase.Of($"{DeviceAddress.Text(one.Key)} ({Phrase.Count(one.Value, "write")})")));
        return (null, Phrase.Of($"no link to {device} is in it; there are {others}"));
    }

    private static CleanedCapture Write(string path, Census census, HashSet<ulong> own, Func<Stream> create)
    {
        var isAir = census.AirPackets > census.HciPackets;
        var (hci, air) = (new HciCleaning(own, census.Secrets), new AirCleaning(own, census.Secrets));
        using var reader = CaptureReader.Open(path);
        using var writer = new CaptureWriter(create(), isAir ? new(CaptureContainer.Pcap, LinkTypes.AirWithHead) : CaptureFormat.BtsnoopH4);
        var kept = 0L;
        while (reader.TryRead(out var packet))
        {
            var isOfAir = packet.Kind == PacketKind.LinkLayer;
            if (isOfAir != isAir || (isOfAir ? air.Cleaned(packet) : hci.Cleaned(packet)) is not { } bytes)
                continue;
            writer.Write(packet with { Bytes = bytes });
            kept++;
        }
        writer.Flush();
        return new(kept, reader.Packets - kept, reader.Faults, reader.FaultsLeftOut, reader.Notes);
    }
}
