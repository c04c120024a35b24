using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Vectors;

/// <summary>Writes a file of vectors from what the driver writes: to compare with a capture, and to notice changes. It proves nothing about a device.</summary>
public static class VectorWriter
{
    private const string Note =
        "Made by this program from the profile itself: these bytes prove nothing until somebody has compared them with what the maker's app writes. The basis of one that was compared is 'printed'.";

    /// <exception cref="Core.Massagers.MassagerException">The driver cannot drive a simulated device of this profile.</exception>
    public static string Json(DeviceProfile profile) => JsonText.Indented(json =>
    {
        json.WriteStartObject();
        json.WriteString("profile", profile.Id);
        json.WriteString("note", Note);
        json.List("vectors", All(profile), vector => Write(json, vector));
        json.WriteEndObject();
    });

    private static IEnumerable<Made> All(DeviceProfile profile)
    {
        foreach (var operation in profile.Connect.OfType<SendStep>().Select(step => step.Operation).Where(operation => operation != profile.Stop).Distinct())
            if (operation.Frame.Carries.IsEmpty)
                yield return new($"{operation.Name}, when connecting", null, json => json.WriteString("send", operation.Name), DriverFrames.Send(profile, operation, FieldValues.None));
        foreach (var level in Enumerable.Range(1, profile.Scale.Count).Select(number => new Level(number)))
        {
            var standing = Driven(profile, null, driver => driver.Drive(level));
            yield return new($"level {level.Number}", null, json => json.WriteNumber("level", level.Number), standing);
            var before = new Level(level.Number == 1 ? Math.Min(2, profile.Scale.Count) : 1);
            if (before != level && Driven(profile, before, driver => driver.Drive(level)) is var running && !Same(running, standing))
                yield return new($"level {level.Number} after level {before.Number}", before, json => json.WriteNumber("level", level.Number), running);
        }
        yield return new("stop", new Level(1), json => json.WriteString("send", profile.Stop.Name), Driven(profile, new Level(1), driver => driver.Stop()));
    }

    private static ImmutableArray<DrivenFrame> Driven(DeviceProfile profile, Level? given, Func<DriverFrames, ImmutableArray<DrivenFrame>> command)
    {
        using var driver = new DriverFrames(profile);
        driver.Connect();
        if (given is { } level)
            driver.Drive(level);
        return command(driver);
    }

    private static bool Same(ImmutableArray<DrivenFrame> frames, ImmutableArray<DrivenFrame> others) =>
        frames.Select(frame => (frame.Hex, frame.Endpoint)).SequenceEqual(others.Select(frame => (frame.Hex, frame.Endpoint)));

    private static void Write(Utf8JsonWriter json, Made vector)
    {
        json.WriteStartObject();
        json.WriteString("name", vector.Name);
        json.WriteString("basis", "driver");
        if (vector.Given is { } given)
        {
            json.WriteStartObject("given");
            json.WriteNumber("level", given.Number);
            json.WriteEndObject();
        }
        json.WriteStartObject("when");
        vector.When(json);
        json.WriteEndObject();
        json.WriteStartObject("expect");
        json.List("writes", vector.Frames, frame =>
        {
            json.WriteStartObject();
            json.WriteString("write", frame.Hex);
            json.WriteString("endpoint", frame.Endpoint);
            json.WriteString("mode", frame.WithResponse ? "withResponse" : "withoutResponse");
            json.WriteEndObject();
        });
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private sealed record Made(string Name, Level? Given, Action<Utf8JsonWriter> When, ImmutableArray<DrivenFrame> Frames);
}
