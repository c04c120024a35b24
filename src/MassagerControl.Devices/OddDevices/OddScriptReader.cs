using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.OddDevices;

/// <summary>Reads a file about an odd device; docs/odd-devices.md describes it.</summary>
public static class OddScriptReader
{
    private const int Most = 100;

    public static FileReading<OddScript> Read(string path) => JsonFileReader.Read(path, Build);

    /// <param name="file">The name that errors show.</param>
    public static FileReading<OddScript> Parse(string file, string json) => JsonFileReader.Parse(file, json, Build);

    private static OddScript Build(JsonObjectCursor root)
    {
        root.Optional("note")?.String();
        var device = root.Optional("device")?.Object(Device);
        var conditions = root.Optional("conditions")?.Array(item => item.Object(OddConditionReader.Read), 0, Most) ?? [];
        if (device is null && conditions.IsEmpty)
            root.Error("says neither 'device' nor 'conditions': what is odd?");
        return new(device, conditions);
    }

    private static ScriptedDeviceModel Device(JsonObjectCursor device)
    {
        var characteristics = device.Required("characteristics").Map((name, value) => (Name: name, Characteristic: value.Object(Characteristic)));
        var named = new Dictionary<string, GattCharacteristic>();
        foreach (var (name, characteristic) in characteristics)
            named[name] = characteristic;
        var motors = device.Optional("motors")?.Array(item => item.Text(), 1, 8) ?? ["motor"];
        return new()
        {
            Name = device.Required("name").String(0, 64),
            Services = device.Optional("services")?.Array(EndpointReader.Uuid, 0, 16) ?? [],
            Motors = motors,
            Characteristics = [.. characteristics.Select(item => item.Characteristic)],
            Rules = device.Required("rules").Array(item => item.Object(rule => Rule(rule, named, motors)), 1, Most),
            Values = device.Optional("values")?.Map((name, value) => (On: Known(value, name, named), Bytes: Value(value)))
                .DistinctBy(item => item.On).ToImmutableDictionary(item => item.On, item => item.Bytes)
                ?? ImmutableDictionary<GattCharacteristic, ImmutableArray<ScriptedByte>>.Empty,
            OnDisconnect = device.Optional("onDisconnect")?.Choice(("continues", OnDisconnect.Continues), ("stops", OnDisconnect.Stops)) ?? OnDisconnect.Continues,
        };
    }

    private static GattCharacteristic Characteristic(JsonObjectCursor one) =>
        new(EndpointReader.Uuid(one.Required("service")), EndpointReader.Uuid(one.Required("uuid")), Properties(one.Required("properties")));

    private static WriteRule Rule(JsonObjectCursor rule, Dictionary<string, GattCharacteristic> named, ImmutableArray<string> motors)
    {
        var on = rule.Required("on");
        var level = rule.Optional("level");
        var motor = rule.Optional("motor");
        if (motor is not null && level is null)
            motor.Error("says which motor, and no 'level' for it");
        var name = motor?.Text();
        if (name is not null && !motors.Contains(name))
            motor!.Error($"there is no motor '{name}'");
        return new(Known(on, on.Text(), named), Bytes(rule.Required("begins"), 64))
        {
            Motors = name is null ? motors : [name],
            Level = level is null ? null : Level(level),
            Holds = Holds(rule, level),
            Commits = rule.Optional("commits")?.Bool() ?? false,
            From = rule.Optional("from")?.Int(1, 1000) ?? 1,
            Says = rule.Optional("says")?.Object(word => Word(word, named)),
        };
    }

    private static bool Holds(JsonObjectCursor rule, JsonValueCursor? level)
    {
        if (rule.Optional("holds") is not { } holds)
            return false;
        if (level is null)
            holds.Error("holds no 'level'");
        return holds.Bool();
    }

    private static ImmutableArray<ScriptedByte> Value(JsonValueCursor value)
    {
        var bytes = Template(value);
        if (bytes.Any(one => one.Source == ByteSource.Write))
            value.Error("is read, so it has no byte of a write");
        return bytes;
    }

    private static ScriptedByte Level(JsonValueCursor level) =>
        level.IsObject ? new((byte)level.Object(from => from.Required("byte").Int(0, 63)), ByteSource.Write) : new((byte)level.Int(0, 255));

    private static ScriptedWord Word(JsonObjectCursor word, Dictionary<string, GattCharacteristic> named)
    {
        var on = word.Required("on");
        return new(Known(on, on.Text(), named), Template(word.Required("bytes")));
    }

    /// <summary><c>5B {2} {level}</c>: hex, bytes of the write by their place, and what the strongest motor runs at.</summary>
    private static ImmutableArray<ScriptedByte> Template(JsonValueCursor value)
    {
        var bytes = ImmutableArray.CreateBuilder<ScriptedByte>();
        foreach (var token in value.Text().Split(' '))
            if (Hex.TryParse(token, out var plain))
                bytes.Add(new(plain[0]));
            else if (token == "{level}")
                bytes.Add(new(0, ByteSource.Level));
            else if (token is ['{', .. var place, '}'] && byte.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < 64)
                bytes.Add(new(at, ByteSource.Write));
            else if (value.IsString)
                value.Error($"'{token}' is neither two hex digits, nor {{level}}, nor the place of a byte of the write, as in {{2}}");
        return bytes.ToImmutable();
    }

    private static GattCharacteristic Known(JsonValueCursor at, string name, Dictionary<string, GattCharacteristic> named)
    {
        if (named.TryGetValue(name, out var found))
            return found;
        at.Error($"there is no characteristic '{name}'; there are {(named.Count == 0 ? "none" : string.Join(", ", named.Keys))}");
        return new(default, default, GattProperties.None);
    }

    internal static ImmutableArray<byte> Bytes(JsonValueCursor value, int most)
    {
        var text = value.Text();
        if (Hex.TryParse(text, out var bytes) && bytes.Length <= most)
            return [.. bytes];
        if (value.IsString)
            value.Error($"is no row of 1–{most} bytes: write pairs of hex digits with single spaces");
        return [];
    }

    internal static GattProperties Properties(JsonValueCursor properties) =>
        properties.Array(item => item.Choice<GattProperties>(EndpointReader.Offers), 1, EndpointReader.Offers.Length).Aggregate(GattProperties.None, (all, one) => all | one);
}
