using MassagerControl.Core;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Runtime.Pairing;

namespace MassagerControl.App.Cli;

/// <summary>What a device that no profile knows says of itself, and the way to a profile for it.</summary>
internal static class PairUnknown
{
    private const int MostServices = 8;
    private const string ShortTail = "-0000-1000-8000-00805f9b34fb";
    private const string ShortHead = "0000";

    // Services that say what a device is not: names as the Bluetooth SIG assigns them, and the one that Nordic publishes.
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["1800"] = "Generic Access",
        ["1801"] = "Generic Attribute",
        ["1802"] = "Immediate Alert",
        ["1803"] = "Link Loss",
        ["1804"] = "Tx Power",
        ["1805"] = "Current Time",
        ["180a"] = "Device Information",
        ["180d"] = "Heart Rate",
        ["180f"] = "Battery",
        ["1812"] = "Human Interface Device",
        ["6e400001-b5a3-f393-e0a9-e50e24dcca9e"] = "Nordic UART",
    };

    /// <summary>What it advertises, a line each.</summary>
    public static IEnumerable<Phrase> Advertised(Advertisement seen)
    {
        yield return "It advertises:";
        yield return seen.Name is null ? "  no name" : Phrase.Of($"  the name {ShownName.Of(seen.Name)}");
        foreach (var service in seen.Services.Take(MostServices).Select(Short))
            yield return Names.TryGetValue(service, out var name) ? Phrase.Of($"  the service {service} ({name})") : Phrase.Of($"  the service {service}, of no name that this program knows");
        if (seen.Services.Length > MostServices)
            yield return $"  and {Phrase.Count(seen.Services.Length - MostServices, "service")} more";
        foreach (var (company, data) in seen.ManufacturerData.OrderBy(entry => entry.Key))
            yield return data.IsEmpty ? Phrase.Of($"  data of the company 0x{company:X4}: none") : Phrase.Of($"  data of the company 0x{company:X4}: {Hex.Format(data.AsSpan())}");
        if (seen is { Services.IsEmpty: true, ManufacturerData.IsEmpty: true })
            yield return "  and nothing else";
    }

    /// <summary>From the maker's app to a profile. Nothing of it sends anything to the device.</summary>
    /// <param name="address">Of the device, as it is shown.</param>
    public static IEnumerable<Phrase> Way(string address)
    {
        yield return "The way to a profile for it:";
        yield return "  1. Record what the maker's app sends. Android: developer options, Bluetooth HCI snoop log. iPhone: Apple's Bluetooth logging profile. Linux: btmon -w FILE. Write down when you chose which level, and when you switched it off (docs/learn.md).";
        yield return $"  2. massager learn FILE --device {address} drafts a profile from that recording, and says what it does not know.";
        yield return "  3. massager conform PROFILE checks it on a simulated device. Then try it on the real one: on a table, nobody near it, a hand on its button.";
    }

    private static string Short(GattUuid service)
    {
        var text = service.ToString();
        return !text.EndsWith(ShortTail, StringComparison.Ordinal) ? text
            : text.StartsWith(ShortHead, StringComparison.Ordinal) ? text[ShortHead.Length..^ShortTail.Length]
            : text[..^ShortTail.Length];
    }
}
