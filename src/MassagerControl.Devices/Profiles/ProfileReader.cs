using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>Reads a profile file and checks it whole: form, names, and that nothing in it can start a motor by surprise.</summary>
public static class ProfileReader
{
    private const int Format = 1;

    public static FileReading<DeviceProfile> Read(string path) => JsonFileReader.Read(path, Build);

    /// <param name="file">The name that errors show.</param>
    public static FileReading<DeviceProfile> Parse(string file, string json) => JsonFileReader.Parse(file, json, Build);

    private static DeviceProfile Build(JsonObjectCursor root)
    {
        root.Required("format").Int(Format, Format);
        var id = Id(root.Required("id"));
        var name = root.Required("name").Text();
        var wire = WireReader.Read(root);
        var profile = new DeviceProfile
        {
            Id = id,
            Name = name,
            Kind = root.Required("kind").Enum<MassagerKind>(),
            Levels = wire.Levels,
            Ceiling = Ceiling(root.Optional("ceiling")),
            OnDisconnect = root.Required("safety").Object(safety => safety.Required("onDisconnect").Enum<OnDisconnect>()),
            Provenance = root.Required("provenance").Object(ReadProvenance),
            Match = root.Required("match").Object(match => new Recognition(match.Required("names").Array(item => item.Text(), 1))),
            Endpoints = wire.Endpoints,
            Notifications = wire.Notifications,
            Operations = wire.Operations,
            SetLevel = wire.SetLevel,
            Stop = wire.Stop,
            RequestStatus = wire.RequestStatus,
            Connect = wire.Connect,
            MinimumGap = root.Optional("minimumGap")?.Seconds(0, 10) ?? TimeSpan.Zero,
            BatteryService = root.Optional("batteryService")?.Bool() ?? false,
        };
        ProfileCheck.Check(root, profile);
        return profile;
    }

    private static string Id(JsonValueCursor cursor)
    {
        var id = cursor.Text();
        if (!id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            cursor.Error("has lower-case letters, digits and hyphens only");
        return id;
    }

    private static Intensity Ceiling(JsonValueCursor? ceiling)
    {
        if (ceiling is null)
            return Intensity.Full;
        var percent = ceiling.Number(0, 100);
        if (percent == 0)
            ceiling.Error("a ceiling is above 0 %");
        return Intensity.FromPercent(percent);
    }

    private static Provenance ReadProvenance(JsonObjectCursor provenance) => new()
    {
        Sources = provenance.Required("sources").Array(
            item => item.Object(source => new ProfileSource(source.Required("title").Text(), source.Required("licence").Text())), 1),
        Confidence = provenance.Required("confidence").Enum<Confidence>(),
        VerifiedOnHardware = provenance.Required("verifiedOnHardware").Bool(),
        Unknown = provenance.Required("unknown").Array(item => item.Text()),
    };
}
