using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>By what a captured device may be recognised again.</summary>
internal static partial class MatchDraft
{
    private const int ShortestPrefix = 3;

    // Further bytes of manufacturer data are more often a counter, an address or a battery than a model.
    private const int MostCompanyBytes = 4;

    private static readonly GattUuid[] OfAnyDevice =
        [GattUuid.BatteryService, GattUuid.DeviceInformationService, GattUuid.FromShort(0x1800), GattUuid.FromShort(0x1801)];

    public static Recognition Of(CapturedDevice device, DraftNotes notes)
    {
        var name = Clean(device.Advertised?.Name ?? device.Name);
        var prefix = name is null ? null : PrefixOf(name, device.Address);
        if (prefix is not null)
            notes.IsUnknown($"whether every device of the model is called '{prefix}' and more: the one that was captured ends in what looks like its serial number, which was left out");
        var found = new Recognition(name is null || prefix is not null ? [] : [name])
        {
            Prefixes = prefix is null ? [] : [prefix],
            Services = [.. (device.Advertised?.Services ?? []).Except(OfAnyDevice)],
            Companies = [.. Companies(device)],
        };
        if (device.Advertised is null)
            notes.IsUnknown("what it advertises: no advertisement of it is in the capture");
        return found is { Names.IsEmpty: true, Prefixes.IsEmpty: true, Services.IsEmpty: true, Companies.IsEmpty: true } ? new([]) { Unknown = true } : found;
    }

    /// <returns>The name without a tail that looks like a serial number; null where it has none.</returns>
    internal static string? PrefixOf(string name, string address)
    {
        if (Tail().Match(name) is not { Success: true } tail)
            return null;
        var digits = tail.Groups["digits"].Value;
        var serial = address.Replace(":", "", StringComparison.Ordinal).EndsWith(digits, StringComparison.OrdinalIgnoreCase)
            || (tail.Groups["separator"].Length > 0 ? digits.Any(char.IsAsciiDigit) : digits.Length >= 6 && digits.Any(char.IsAsciiDigit));
        var prefix = name[..^digits.Length];
        return serial && prefix.TrimEnd('-', '_', ' ').Length >= ShortestPrefix ? prefix : null;
    }

    private static string? Clean(string? name) => name?.TrimEnd('\0', ' ') is { Length: > 0 } text && !text.Any(char.IsControl) ? text : null;

    private static IEnumerable<CompanyMatch> Companies(CapturedDevice device)
    {
        var address = Convert.FromHexString(device.Address.Replace(":", "", StringComparison.Ordinal) is { Length: 12 } hex && hex.All(char.IsAsciiHexDigit) ? hex : "");
        foreach (var (company, data) in (device.Advertised?.ManufacturerData ?? []).OrderBy(entry => entry.Key))
        {
            var model = data.AsSpan(0, Math.Min(MostCompanyBytes, data.Length));
            // Without bytes of its own a company's number fits everything that company, or whoever squats on it, has made.
            if (model.Length >= 2 && !Shares(data.AsSpan(), address))
                yield return new(company, 0, [.. model], []);
        }
    }

    /// <summary>Three bytes of the address, either way round, are in it: it names this one device.</summary>
    private static bool Shares(ReadOnlySpan<byte> data, byte[] address)
    {
        byte[] turned = [.. address.Reverse()];
        for (var at = 0; at + 3 <= address.Length; at++)
            if (data.IndexOf(address.AsSpan(at, 3)) >= 0 || data.IndexOf(turned.AsSpan(at, 3)) >= 0)
                return true;
        return false;
    }

    [GeneratedRegex("(?<separator>[-_ ]?)(?<digits>[0-9A-Fa-f]{4,})$", RegexOptions.CultureInvariant)]
    private static partial Regex Tail();
}
