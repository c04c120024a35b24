using System.Collections.Immutable;
using MassagerControl.Core.Routines;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Routines;

/// <summary>A guided step, or everything that is wrong with its file.</summary>
public sealed record GuidedStepReading(GuidedStep? Step, ImmutableArray<FileError> Errors);

/// <summary>Reads the file of a guided step.</summary>
public static class GuidedStepReader
{
    // Wide enough that GuidedStepCheck, which knows the reason for each limit, is the one to refuse.
    private const double MostSeconds = 86_400;
    private const int MostTimes = 1_000;

    private enum DoseCount
    {
        Open,
        Seconds,
        Reps,
        Breaths,
    }

    public static GuidedStepReading Read(string path) => Whole(JsonFileReader.Read(path, Checked));

    public static GuidedStepReading Parse(string file, string json) => Whole(JsonFileReader.Parse(file, json, Checked));

    // One place, one complaint: a missing member reads as a default, and what the check says of that default is no news.
    private static GuidedStepReading Whole(FileReading<GuidedStep> reading) => new(reading.Value, [.. reading.Errors.DistinctBy(error => error.Path)]);

    private static GuidedStep Checked(JsonObjectCursor root)
    {
        var step = Build(root);
        foreach (var error in GuidedStepCheck.Check(step))
            root.Error(error.Path, error.Reason);
        return step;
    }

    private static GuidedStep Build(JsonObjectCursor root) => new()
    {
        Id = root.Required("id").Text(),
        Name = root.Required("name").Text(),
        Kind = root.Required("kind").Enum<GuidedKind>(),
        Text = root.Required("text").Array(line => line.Text()),
        Dose = root.Required("dose").Object(Dose),
        Sides = root.Optional("sides")?.Bool() ?? false,
        Areas = root.Optional("areas")?.Array(area => area.Text()) ?? [],
        PerDay = root.Optional("perDay")?.Int(0, MostTimes),
        Picture = root.Required("picture").Text(),
        Sources = root.Required("sources").Array(source => source.Object(read => new GuidedSource(read.Required("title").Text(), read.Required("says").Text()))),
    };

    private static GuidedDose Dose(JsonObjectCursor dose) => dose.Required("count").Enum<DoseCount>() switch
    {
        DoseCount.Open => new OpenDose(),
        DoseCount.Seconds => new TimedDose(Time(dose)),
        DoseCount.Reps => Counted(dose, breaths: false),
        DoseCount.Breaths => Counted(dose, breaths: true),
    };

    private static CountedDose Counted(JsonObjectCursor dose, bool breaths) => new(
        new(dose.Required("fewest").Int(0, MostTimes), dose.Required("usual").Int(0, MostTimes), dose.Required("most").Int(0, MostTimes)),
        dose.Required("each").Object(Time),
        breaths);

    private static TimeRange Time(JsonObjectCursor range) =>
        new(range.Required("shortest").Seconds(0, MostSeconds), range.Required("usual").Seconds(0, MostSeconds), range.Required("longest").Seconds(0, MostSeconds));
}
