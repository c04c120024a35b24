using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Json;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Profiles;

/// <summary>The published bytes beside the profiles, found by listing the folder, against what the driver writes.</summary>
public sealed class ProfileVectorTests
{
    private sealed record Vector(string Name, int? Level, string? Send, FrameWritten Expected);

    private sealed record VectorFile(string Profile, IReadOnlyList<Vector> Vectors);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "device-profiles", "vectors");

    public static TheoryData<string> Files() => [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_driver_writes_the_published_bytes(string file)
    {
        var reading = JsonFileReader.Read(Path.Combine(Folder, file), Build);
        Assert.Empty(reading.Errors);
        var rig = new SimulatedRig(reading.Value!.Profile);
        rig.Connect();

        Assert.All(reading.Value.Vectors, vector =>
        {
            var operation = rig.Profile.Operations.Single(o => o.Name == (vector.Send ?? "setLevel"));
            rig.Time.Advance(rig.Profile.MinimumGap);
            rig.Reports.Clear();
            if (vector.Level is { } level)
                SimulatedRig.Now(rig.Drive(level));
            else if (operation == rig.Profile.Stop)
                SimulatedRig.Now(rig.Stop());
            else
                rig.Reports.Add(new FrameWritten(operation.Endpoint.Name, MassagerControl.Devices.Frames.Hex.Format(
                    operation.Frame.Encode(MassagerControl.Devices.Frames.FieldValues.None)), operation.Mode == MassagerControl.Devices.Gatt.WriteMode.WithResponse));
            Assert.Equal([vector.Expected], rig.Reports.OfType<FrameWritten>());
        });
    }

    private static VectorFile Build(JsonObjectCursor root)
    {
        root.Required("note").Text();
        return new(root.Required("profile").Text(), root.Required("vectors").Array(item => item.Object(BuildOne), 1));
    }

    private static Vector BuildOne(JsonObjectCursor vector)
    {
        vector.Required("basis").Choice<int>(("printed", 0), ("rule", 1));
        var (level, send) = vector.Required("when").Object(when => (when.Optional("level")?.Int(1, LevelScale.MostLevels), when.Optional("send")?.Text()));
        return new(vector.Required("name").Text(), level, send, vector.Required("expect").Object(expect => new FrameWritten(
            expect.Required("endpoint").Text(),
            expect.Required("write").Text(),
            expect.Required("mode").Choice<bool>(("withResponse", true), ("withoutResponse", false)))));
    }
}
