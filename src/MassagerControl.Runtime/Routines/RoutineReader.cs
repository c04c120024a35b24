using System.Collections.Immutable;
using MassagerControl.Core.Routines;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Routines;

/// <summary>A routine, or everything that is wrong with its file.</summary>
public sealed record RoutineReading(Routine? Routine, ImmutableArray<FileError> Errors);

/// <summary>Reads the file of a routine.</summary>
public static class RoutineReader
{
    private enum StepKind
    {
        CheckIn,
        Guided,
        Session,
        AfterRating,
    }

    public static RoutineReading Read(string path) => Whole(JsonFileReader.Read(path, Checked));

    public static RoutineReading Parse(string file, string json) => Whole(JsonFileReader.Parse(file, json, Checked));

    private static RoutineReading Whole(FileReading<Routine> reading) => new(reading.Value, [.. reading.Errors.DistinctBy(error => error.Path)]);

    private static Routine Checked(JsonObjectCursor root)
    {
        var routine = new Routine
        {
            Id = root.Required("id").Text(),
            Name = root.Required("name").Text(),
            Summary = root.Required("summary").Text(),
            Steps = root.Required("steps").Array(step => step.Object(Step), most: 100),
        };
        foreach (var error in RoutineCheck.Check(routine))
            root.Error(error.Path, error.Reason);
        return routine;
    }

    private static RoutineStep Step(JsonObjectCursor step) => step.Required("do").Enum<StepKind>() switch
    {
        StepKind.CheckIn => new CheckInStep(),
        StepKind.Guided => new GuidedRoutineStep(step.Required("step").Text()),
        StepKind.Session => new SessionStep(step.Required("program").Text()),
        StepKind.AfterRating => new AfterRatingStep(),
    };
}
