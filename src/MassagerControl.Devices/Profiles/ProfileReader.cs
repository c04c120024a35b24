using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>Reads a profile file and checks it whole: form, names, and that nothing in it can start a motor by surprise.</summary>
public static class ProfileReader
{
    internal const int Format = 1;
    internal const int MostPinDigits = 16;

    private const string Extension = ".json";

    /// <summary>A file named <c>*.json</c> is named after its profile's id.</summary>
    public static FileReading<DeviceProfile> Read(string path) => JsonFileReader.Read(path, root =>
    {
        var profile = Build(root);
        if (path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) && profile.Id.Length > 0 && Path.GetFileNameWithoutExtension(path) != profile.Id)
            root.Error("$.id", $"'{profile.Id}' is not the name of the file, which is {Path.GetFileName(path)}: call the file {profile.Id}{Extension}, or the profile '{Path.GetFileNameWithoutExtension(path)}'");
        return profile;
    });

    /// <param name="file">The name that errors show.</param>
    public static FileReading<DeviceProfile> Parse(string file, string json) => JsonFileReader.Parse(file, json, Build);

    /// <summary>What is allowed in a profile and may still go wrong with its device.</summary>
    /// <param name="file">The name that warnings show.</param>
    public static IEnumerable<FileError> Warnings(string file, DeviceProfile profile) => [.. FrameRoom.Doubts(file, profile), .. StopTime.Doubts(file, profile)];

    private static DeviceProfile Build(JsonObjectCursor root)
    {
        root.Required("format").Int(Format, Format);
        var id = Id(root.Required("id"));
        var name = root.Required("name").Text();
        var wire = WireReader.Read(root);
        var kind = root.Required("kind").Enum<MassagerKind>();
        var ceiling = Ceiling(root.Optional("ceiling"));
        var (onDisconnect, safety) = root.Required("safety").Object(SafetyReader.Read);
        var profile = new DeviceProfile
        {
            Id = id,
            Name = name,
            Kind = kind,
            Levels = wire.Levels.Map,
            Captions = wire.Levels.Captions,
            Ceiling = ceiling,
            OnDisconnect = onDisconnect,
            Safety = safety,
            Provenance = root.Required("provenance").Object(ReadProvenance),
            Match = root.Required("match").Object(RecognitionReader.Read),
            Channels = wire.Channels,
            Endpoints = wire.Endpoints,
            Notifications = wire.Notifications,
            Operations = wire.Operations,
            SetLevel = wire.SetLevel,
            Stop = wire.Stop,
            Start = wire.Find(Wire.StartName),
            Steps = wire.Steps,
            RequestStatus = wire.Find(Wire.RequestStatusName),
            ReadStatus = wire.ReadStatus,
            Connect = wire.Connect,
            MinimumGap = root.Optional("minimumGap")?.Seconds(0, 10) ?? TimeSpan.Zero,
            KeepAlive = wire.KeepAlive,
            Countdown = wire.Countdown,
            BatteryService = root.Optional("batteryService")?.Bool() ?? false,
            DeviceInformation = root.Optional("deviceInformation")?.Bool() ?? false,
        };
        Codec(root.Optional("codec"));
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

    /// <remarks>A cipher or a challenge is code, not data. This program has none, so whatever needs one is refused here and not on the air.</remarks>
    private static void Codec(JsonValueCursor? codec)
    {
        if (codec?.Text() is { Length: > 0 } name)
            codec.Error($"the device needs the codec '{name}', which this program does not have: it cannot be driven");
    }

    private static Provenance ReadProvenance(JsonObjectCursor provenance) => new()
    {
        Sources = provenance.Required("sources").Array(
            item => item.Object(source => new ProfileSource(source.Required("title").Text(), source.Required("licence").Text())), 1),
        Confidence = provenance.Required("confidence").Enum<Confidence>(),
        VerifiedOnHardware = provenance.Required("verifiedOnHardware").Bool(),
        Unknown = provenance.Required("unknown").Array(item => item.Text()),
        Firmware = provenance.Optional("firmware")?.Object(ReadFirmware),
    };

    private static FirmwareRange ReadFirmware(JsonObjectCursor firmware)
    {
        var least = firmware.Optional("least")?.Int(0, int.MaxValue) ?? 0;
        return new(least, firmware.Optional("most")?.Int(least, int.MaxValue) ?? long.MaxValue, firmware.Required("text").Text());
    }
}
