using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Captures.Learning;
using MassagerControl.Devices.Conformance;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;

namespace MassagerControl.App.Cli;

/// <summary>What <c>massager learn --json</c> prints.</summary>
internal static class LearnJson
{
    /// <param name="written">Paths of the files that were written.</param>
    public static string Text(LearnReport report, ImmutableArray<string> written) => JsonText.Indented(json =>
    {
        json.WriteStartObject();
        json.WriteString("sha256", report.Origin.Sha256);
        json.Moment("began", report.Origin.Began);
        json.WriteString("software", report.Origin.Software);
        Device(json, report);
        json.List("marks", report.Marks, mark => Mark(json, mark));
        json.List("groups", report.Protocol.Groups, group => Group(json, group));
        json.List("levels", report.Protocol.Levels, level => Level(json, level));
        json.List("stop", report.Protocol.Stop, frame => json.WriteStringValue(Hex.Format(frame.Bytes.AsSpan())));
        json.WriteString("hopeless", report.Protocol.Hopeless?.Text);
        json.WriteString("profile", report.Profile?.Id);
        json.List("unknown", report.Draft?.Provenance.Unknown ?? [.. report.Protocol.Unknown], json.WriteStringValue);
        json.List("asks", report.Asks, ask => json.WriteStringValue(ask.Text));
        json.List("leftOut", report.LeftOut, left => json.WriteStringValue(left.Text));
        json.Errors("lacks", report.Lacks);
        Conformance(json, report.Conformance);
        json.List("replay", report.Replay, command => Replayed(json, command));
        json.List("written", written, json.WriteStringValue);
        json.WriteEndObject();
    });

    private static void Device(Utf8JsonWriter json, LearnReport report)
    {
        json.WriteStartObject("device");
        json.WriteString("address", report.Device.Address);
        json.WriteString("name", report.Device.Name);
        json.WriteNumber("links", report.Device.Links);
        json.WriteBoolean("encrypted", report.Device.Encrypted);
        json.WriteNumber("written", report.Frames.Count(frame => frame.Kind != SeenKind.Told));
        json.WriteNumber("told", report.Frames.Count(frame => frame.Kind == SeenKind.Told));
        json.WriteEndObject();
    }

    private static void Mark(Utf8JsonWriter json, Mark mark)
    {
        json.WriteStartObject();
        json.Seconds("at", mark.At);
        json.WriteString("kind", Word(mark.Kind));
        json.WriteNumber("number", mark.Number);
        json.WriteString("text", mark.Text);
        json.WriteEndObject();
    }

    private static void Group(Utf8JsonWriter json, FrameGroup group)
    {
        json.WriteStartObject();
        json.WriteNumber("handle", group.Place);
        json.WriteString("meaning", Word(group.Meaning));
        json.WriteString("shape", LearnText.Shape(group));
        json.WriteNumber("different", group.Distinct.Length);
        json.WriteNumber("count", group.Count);
        json.List("checksums", group.Parts.OfType<ChecksumBytes>().SelectMany(part => part.Class.Candidates).Select(candidate => candidate.Algorithm.Name).Distinct(), json.WriteStringValue);
        json.WriteEndObject();
    }

    private static void Level(Utf8JsonWriter json, LearnedLevel level)
    {
        json.WriteStartObject();
        json.WriteNumber("number", level.Number);
        json.WriteNumber("raw", level.Raw);
        json.WriteString("certainty", Word(level.Certainty));
        json.List("frames", level.Frames, frame => json.WriteStringValue(Hex.Format(frame.AsSpan())));
        json.WriteEndObject();
    }

    private static void Conformance(Utf8JsonWriter json, ConformanceReport? report)
    {
        if (report is null)
        {
            json.WriteNull("conform");
            return;
        }
        json.WriteStartObject("conform");
        json.WriteNumber("checks", report.Lines.Length);
        json.List("errors", report.Lines.Where(line => line.Severity == Severity.Error), line => json.WriteStringValue($"{line.Id}: {line.Got}"));
        json.WriteEndObject();
    }

    private static void Replayed(Utf8JsonWriter json, ReplayedCommand command)
    {
        json.WriteStartObject();
        json.WriteString("command", command.Command);
        json.WriteBoolean("same", command.Same);
        json.WriteBoolean("counted", command.Counted);
        json.List("captured", command.Captured, frame => Frame(json, frame));
        json.List("driven", command.Driven, frame => Frame(json, frame));
        json.WriteEndObject();
    }

    private static void Frame(Utf8JsonWriter json, CapturedWrite frame)
    {
        json.WriteStartObject();
        json.WriteString("endpoint", frame.Endpoint);
        json.WriteString("mode", frame.Mode == WriteMode.WithResponse ? "withResponse" : "withoutResponse");
        json.WriteString("hex", Hex.Format(frame.Bytes.AsSpan()));
        json.WriteEndObject();
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
