using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Profiles;

/// <summary>The published bytes beside the profiles, found by listing the folder, against what the driver writes and understands.</summary>
public sealed class ProfileVectorTests
{
    private sealed record Vector(string Name, int? Given, When When, Then Then);

    private sealed record When(int? Level, string? Send, string? Heard, string? Told, string? Endpoint);

    private sealed record Then(ImmutableArray<FrameWritten> Writes, string? Operation, string? Notification, ImmutableArray<(string Name, int Value)> Fields);

    private sealed record VectorFile(string Profile, ImmutableArray<Vector> Vectors);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "device-profiles", "vectors");

    public static TheoryData<string> Files() => [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file))];

    [Fact]
    public void Every_profile_of_a_real_device_has_published_bytes_beside_it() =>
        Assert.Superset(
            ProfileCatalog.Shipped().ReadAll().Profiles.Where(profile => profile.Provenance.Confidence != Confidence.Virtual).Select(profile => profile.Id + ".json").ToHashSet(),
            Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).ToHashSet());

    [Theory]
    [MemberData(nameof(Files))]
    public void Driver_and_profile_agree_with_the_published_bytes(string file)
    {
        var reading = JsonFileReader.Read(Path.Combine(Folder, file), Build);
        Assert.Empty(reading.Errors);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), reading.Value!.Profile);

        Assert.All(reading.Value.Vectors, vector =>
        {
            var rig = new SimulatedRig(reading.Value.Profile);
            rig.Connect();
            if (vector.Given is { } given)
                rig.Run(rig.Drive(given));
            rig.Reports.Clear();
            if (vector.When.Heard is { } heard)
                Hears(rig.Profile, heard, vector);
            else if (vector.When.Told is { } told)
                Tells(rig.Profile, told, vector);
            else
                Assert.Equal(vector.Then.Writes, Written(rig, vector.When));
        });
    }

    private static ImmutableArray<FrameWritten> Written(SimulatedRig rig, When when)
    {
        if (when.Level is { } level)
            rig.Run(rig.Drive(level));
        else if (when.Send == rig.Profile.Stop.Name)
        {
            // Sooner the first frame would be sent twice, see the tests of the gap.
            rig.Time.Advance(rig.Profile.MinimumGap);
            SimulatedRig.Now(rig.Stop());
        }
        else
            return [.. rig.Profile.Chain(rig.Profile.Find(when.Send!)!).Select(operation => new FrameWritten(
                operation.Endpoint.Name, Hex.Format(operation.Frame.Encode(FieldValues.None)), operation.Mode == WriteMode.WithResponse))];
        return [.. rig.Reports.OfType<FrameWritten>()];
    }

    private static void Hears(DeviceProfile profile, string hex, Vector vector)
    {
        var operation = profile.Find(vector.Then.Operation!);
        Assert.NotNull(operation);
        Assert.Equal(vector.When.Endpoint, operation.Endpoint.Name);
        Assert.True(operation.Frame.TryDecode(Bytes(hex), out var values, out var problem), problem);
        Assert.All(vector.Then.Fields, field => Assert.Equal(field.Value, values[field.Name]));
    }

    private static void Tells(DeviceProfile profile, string hex, Vector vector)
    {
        var format = profile.Notifications.First(format => format.Endpoint.Name == vector.When.Endpoint && format.TryDecode(Bytes(hex), out _, out _));
        Assert.Equal(vector.Then.Notification, format.Name);
        Assert.True(format.TryDecode(Bytes(hex), out var values, out _));
        Assert.All(vector.Then.Fields, field => Assert.Equal(field.Value, values[field.Name]));
    }

    private static byte[] Bytes(string hex) => Hex.TryParse(hex, out var bytes) ? bytes : throw new ArgumentException(hex);

    private static VectorFile Build(JsonObjectCursor root)
    {
        root.Required("note").Text();
        return new(root.Required("profile").Text(), root.Required("vectors").Array(item => item.Object(BuildOne), 1));
    }

    private static Vector BuildOne(JsonObjectCursor vector)
    {
        vector.Required("basis").Choice<int>(("printed", 0), ("computed", 1), ("rule", 2));
        var given = vector.Optional("given")?.Object(state => state.Required("level").Int(1, LevelScale.MostLevels));
        return new(vector.Required("name").Text(), given, vector.Required("when").Object(BuildWhen), vector.Required("expect").Object(BuildThen));
    }

    private static When BuildWhen(JsonObjectCursor when) => new(
        when.Optional("level")?.Int(1, LevelScale.MostLevels),
        when.Optional("send")?.Text(),
        when.Optional("heard")?.Text(),
        when.Optional("told")?.Text(),
        when.Optional("endpoint")?.Text());

    private static Then BuildThen(JsonObjectCursor expect) => new(
        expect.Has("write") ? [Write(expect)] : expect.Optional("writes")?.Array(item => item.Object(Write), 1) ?? [],
        expect.Optional("operation")?.Text(),
        expect.Optional("notification")?.Text(),
        expect.Optional("fields")?.Map((name, value) => (name, value.Int(0, int.MaxValue))) ?? []);

    private static FrameWritten Write(JsonObjectCursor write) => new(
        write.Required("endpoint").Text(),
        write.Required("write").Text(),
        write.Required("mode").Choice<bool>(("withResponse", true), ("withoutResponse", false)));
}
