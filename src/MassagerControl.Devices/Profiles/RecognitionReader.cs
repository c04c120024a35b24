using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>Reads by what a device is recognised.</summary>
internal static class RecognitionReader
{
    private const int Most = 200;
    private const int LongestData = 64;

    public static Recognition Read(JsonObjectCursor match)
    {
        var recognition = new Recognition(Texts(match.Optional("names")))
        {
            Prefixes = Texts(match.Optional("prefixes")),
            Contains = Texts(match.Optional("contains")),
            Excluded = Texts(match.Optional("excluded")),
            Services = match.Optional("services")?.Array(EndpointReader.Uuid, 1, Most) ?? [],
            Companies = match.Optional("companies")?.Array(item => item.Object(Company), 1, Most) ?? [],
            Unknown = match.Optional("unknown")?.Bool() ?? false,
        };
        var nothing = recognition is { Names.IsEmpty: true, Prefixes.IsEmpty: true, Contains.IsEmpty: true, Services.IsEmpty: true, Companies.IsEmpty: true };
        if (nothing != recognition.Unknown)
            match.Error(nothing ? "names nothing to recognise the device by: say so with \"unknown\": true" : "says that nothing is known, and names something");
        return recognition;
    }

    private static ImmutableArray<string> Texts(JsonValueCursor? texts) => texts?.Array(item => item.Text(), 1, Most) ?? [];

    private static CompanyMatch Company(JsonObjectCursor company)
    {
        var data = company.Optional("data") is { } bytes ? FrameTemplateReader.Bytes(bytes) : [];
        var mask = company.Optional("mask") is { } bits ? FrameTemplateReader.Bytes(bits) : [];
        if (!mask.IsEmpty && mask.Length != data.Length)
            company.Error($"'mask' has {Phrase.Count(mask.Length, "byte")}, 'data' {data.Length}");
        return new(Number(company.Required("company")), company.Optional("offset")?.Int(0, LongestData) ?? 0, data, mask);
    }

    private static ushort Number(JsonValueCursor company)
    {
        var text = company.String();
        if (text.Length == 4 && ushort.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            return number;
        if (company.IsString)
            company.Error("is no company: write its 4 hex digits, e.g. '0059'");
        return 0;
    }
}
