using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Vectors;

/// <summary>Reads the file of bytes that stands beside a profile: <c>vectors/ID.json</c>.</summary>
public static class VectorReader
{
    /// <summary>Who made the bytes: the source, somebody by its rule, a person by hand, or this program, which proves nothing.</summary>
    internal static readonly string[] Bases = ["printed", "computed", "rule", "driver"];

    private const string Folder = "vectors";

    /// <summary>Where the bytes of a profile's file are.</summary>
    public static string Beside(string profile) => Path.Combine(Path.GetDirectoryName(profile) ?? "", Folder, Path.GetFileName(profile));

    /// <param name="profile">What the names in it mean.</param>
    public static FileReading<VectorFile> Read(string path, DeviceProfile profile) => JsonFileReader.Read(path, root => Build(root, profile));

    /// <param name="file">The name that errors show.</param>
    public static FileReading<VectorFile> Parse(string file, string json, DeviceProfile profile) => JsonFileReader.Parse(file, json, root => Build(root, profile));

    private static VectorFile Build(JsonObjectCursor root, DeviceProfile profile)
    {
        root.Required("note").Text();
        var id = root.Required("profile");
        if (id.Text() is { Length: > 0 } named && named != profile.Id)
            id.Error($"these are bytes of '{named}', the profile is '{profile.Id}'");
        return new(profile.Id, root.Required("vectors").Array(item => item.Object(vector => BuildOne(vector, profile)), 1));
    }

    private static Vector BuildOne(JsonObjectCursor vector, DeviceProfile profile)
    {
        var name = vector.Required("name").Text();
        vector.Required("basis").Choice<int>([.. Bases.Select((word, index) => (word, index))]);
        var given = vector.Optional("given")?.Object(state => LevelOf(state.Required("level"), profile));
        var when = vector.Required("when").Object(asked => When(asked, profile));
        return new(vector.Path, name, given, when, vector.Required("expect").Object(expect => Expect(expect, when, profile)));
    }

    private static VectorWhen When(JsonObjectCursor when, DeviceProfile profile)
    {
        if (when.Optional("level") is { } level)
            return new WhenLevel(LevelOf(level, profile));
        if (when.Optional("send") is { } send)
            return new WhenSent(OperationOf(send, profile));
        if (when.Optional("heard") is { } heard)
            return new WhenHeard(Bytes(heard), EndpointOf(when.Required("endpoint"), profile));
        if (when.Optional("told") is { } told)
            return new WhenTold(Bytes(told), EndpointOf(when.Required("endpoint"), profile));
        when.Error("one of 'level', 'send', 'heard' and 'told' is expected");
        return new WhenSent("");
    }

    private static VectorExpect Expect(JsonObjectCursor expect, VectorWhen when, DeviceProfile profile) => when switch
    {
        WhenHeard => new ExpectMeaning(OperationOf(expect.Required("operation"), profile), Fields(expect)),
        WhenTold => new ExpectMeaning(NotificationOf(expect.Required("notification"), profile), Fields(expect)),
        _ => new ExpectWrites(expect.Has("write") ? [Write(expect, profile)] : expect.Required("writes").Array(item => item.Object(write => Write(write, profile)), 1)),
    };

    private static VectorWrite Write(JsonObjectCursor write, DeviceProfile profile) => new(
        EndpointOf(write.Required("endpoint"), profile),
        Hex.Format(Bytes(write.Required("write")).AsSpan()),
        write.Required("mode").Choice<bool>(("withResponse", true), ("withoutResponse", false)));

    private static ImmutableArray<(string Name, long Value)> Fields(JsonObjectCursor expect) =>
        expect.Optional("fields")?.Map((name, value) => (name, (long)value.Int(0, int.MaxValue))) ?? [];

    private static Level LevelOf(JsonValueCursor level, DeviceProfile profile) => new(level.Int(1, profile.Scale.Count));

    private static ImmutableArray<byte> Bytes(JsonValueCursor hex)
    {
        var text = hex.Text();
        if (Hex.TryParse(text, out var bytes))
            return [.. bytes];
        if (text.Length > 0)
            hex.Error("is not hex");
        return [];
    }

    private static string EndpointOf(JsonValueCursor cursor, DeviceProfile profile) =>
        Named(cursor, profile.Endpoints.Select(endpoint => endpoint.Name), "endpoint");

    private static string OperationOf(JsonValueCursor cursor, DeviceProfile profile) =>
        Named(cursor, profile.Operations.Select(operation => operation.Name), "operation");

    private static string NotificationOf(JsonValueCursor cursor, DeviceProfile profile) =>
        Named(cursor, profile.Notifications.Select(format => format.Name), "notification");

    private static string Named(JsonValueCursor cursor, IEnumerable<string> names, string what)
    {
        var name = cursor.Text();
        if (name.Length > 0 && !names.Contains(name))
            cursor.Error($"the profile has no {Phrase.Verbatim(what)} '{name}'");
        return name;
    }
}
