using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.App.Cli;

/// <summary>How the options of <c>massager learn</c> are read.</summary>
internal static class LearnOptions
{
    private const string MarkOption = "--mark";

    private static readonly string[] Kinds = [.. Enum.GetNames<MassagerKind>().Select(name => name.ToLowerInvariant())];

    public static Option<Boxed<MassagerKind>?> Kind() =>
        OptionValues.Of("--kind", "KIND", $"One of {string.Join(", ", Kinds)}.", ProfilesNewCommand.Kind, $"one of {string.Join(", ", Kinds)}");

    /// <returns>Null when it is none.</returns>
    public static string? Id(string text) => ProfilesNewCommand.IsId(text) ? text : null;

    /// <summary>What is written as <c>0x0010=fff0/fff1</c>.</summary>
    public static (ImmutableDictionary<ushort, (GattUuid Service, GattUuid Characteristic)> Places, ImmutableArray<Phrase> Errors) Places(string[] texts)
    {
        var places = ImmutableDictionary.CreateBuilder<ushort, (GattUuid Service, GattUuid Characteristic)>();
        var errors = ImmutableArray.CreateBuilder<Phrase>();
        foreach (var text in texts)
            if (Place(text) is { } place)
                places[place.Handle] = (place.Service, place.Characteristic);
            else
                errors.Add($"--endpoint {text}: HANDLE=SERVICE/CHARACTERISTIC is expected, e.g. 0x0010=fff0/fff1");
        return (places.ToImmutable(), errors.ToImmutable());
    }

    /// <summary>A mark may be two words on the command line, <c>--mark 12.5 "level 3"</c>, or one.</summary>
    public static string[] Joined(string[] args)
    {
        if (!args.Contains("learn"))
            return args;
        var joined = new List<string>();
        for (var at = 0; at < args.Length; at++)
            if (at + 2 < args.Length && args[at] == MarkOption && !args[at + 1].Any(char.IsWhiteSpace) && args[at + 1].Length > 0 && char.IsAsciiDigit(args[at + 1][0]) && !args[at + 2].StartsWith('-'))
            {
                joined.Add(MarkOption);
                joined.Add($"{args[at + 1]} {args[at + 2]}");
                at += 2;
            }
            else
                joined.Add(args[at]);
        return [.. joined];
    }

    private static (ushort Handle, GattUuid Service, GattUuid Characteristic)? Place(string text)
    {
        if (text.Split('=') is not [var handle, var uuids] || uuids.Split('/') is not [var service, var characteristic])
            return null;
        var hex = handle.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return ushort.TryParse(hex ? handle[2..] : handle, hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && GattUuid.TryParse(service, out var first) && GattUuid.TryParse(characteristic, out var second)
            ? (number, first, second)
            : null;
    }
}
