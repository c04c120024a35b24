using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Programs;
using MassagerControl.Core.Sessions;
using MassagerControl.Devices.Json;
using MassageProgram = MassagerControl.Core.Programs.Program;

namespace MassagerControl.Runtime.Programs;

/// <summary>A program, or everything that is wrong with its file.</summary>
public sealed record ProgramReading(MassageProgram? Program, ImmutableArray<FileError> Errors);

/// <summary>Reads a program file.</summary>
public static class ProgramReader
{
    // Wide enough that ProgramCheck, which knows the reason for each limit, is the one to refuse.
    private const double MostSeconds = 86_400;
    private const int MostReps = 1_000;

    private enum StepKind
    {
        WarmUp,
        Cycle,
        Guided,
        CoolDown,
    }

    public static ProgramReading Read(string path) => Whole(JsonFileReader.Read(path, Checked));

    public static ProgramReading Parse(string file, string json) => Whole(JsonFileReader.Parse(file, json, Checked));

    // One place, one complaint: a missing member reads as a default, and what the check says of that default is no news.
    private static ProgramReading Whole(FileReading<MassageProgram> reading) =>
        new(reading.Value, [.. reading.Errors.DistinctBy(error => error.Path)]);

    private static MassageProgram Checked(JsonObjectCursor root)
    {
        var program = Build(root);
        foreach (var error in ProgramCheck.Check(program))
            root.Error(error.Path, error.Reason);
        return program;
    }

    private static MassageProgram Build(JsonObjectCursor root) => new()
    {
        Id = root.Required("id").Text(),
        Name = root.Required("name").Text(),
        Summary = root.Required("summary").Text(),
        Sources = root.Required("sources").Array(source => source.Object(Source)),
        Band = root.Required("band").Object(Band),
        Tools = root.Required("tools").Array(tool => tool.Enum<MassagerKind>()),
        Starter = root.Optional("starter")?.Text(),
        Ceiling = root.Optional("ceiling") is { } ceiling ? Percent(ceiling) : null,
        Differing = root.Optional("differing")?.Array(source => source.Object(Source)) ?? [],
        Areas = root.Optional("areas")?.Array(area => area.Text()) ?? [],
        Helper = root.Optional("helper")?.Bool() ?? false,
        MostPress = root.Optional("mostPress") is { } most ? Seconds(most) : null,
        Steps = root.Required("steps").Array(step => step.Object(Step)),
    };

    private static ProgramSource Source(JsonObjectCursor source) => new(source.Required("title").Text(), source.Required("says").Text());

    private static RatingBand Band(JsonObjectCursor band)
    {
        var (low, high) = (band.Required("low").Int(1, 7), band.Required("high").Int(1, 7));
        if (low <= high)
            return new(Discomfort.From(low), Discomfort.From(high));
        band.Error($"its low end {low} is above its high end {high}");
        return new(Discomfort.From(high), Discomfort.From(high));
    }

    private static ProgramStep Step(JsonObjectCursor step) => step.Required("do").Enum<StepKind>() switch
    {
        StepKind.WarmUp => WarmUp(step, Percent(step.Required("target"))),
        StepKind.Cycle => Cycle(step),
        StepKind.Guided => new Guided(Seconds(step.Required("seconds")), step.Required("text").Text()),
        StepKind.CoolDown => CoolDown(step, Percent(step.Required("target"))),
    };

    private static WarmUp WarmUp(JsonObjectCursor step, Intensity target) => new(Seconds(step.Required("seconds")), target) { Pattern = Pattern(step, target) };

    private static CoolDown CoolDown(JsonObjectCursor step, Intensity target) => new(Seconds(step.Required("seconds")), target) { Pattern = Pattern(step, target) };

    private static LevelPattern? Pattern(JsonObjectCursor step, Intensity high) => step.Optional("pattern")?.Object(pattern => new LevelPattern(
        pattern.Required("shape").Enum<PatternShape>(), Percent(pattern.Required("low")), high, Period(pattern.Required("period"))));

    // A period of nothing has no shape that a check could look at.
    private static TimeSpan Period(JsonValueCursor value) => value.Seconds(0.001, MostSeconds);

    private static StepCue Cue(JsonObjectCursor cue) => new(
        Seconds(cue.Required("at")), cue.Required("say").Text(), cue.Optional("rep") is { } rep ? Reps(rep) : null);

    private static Cycle Cycle(JsonObjectCursor step)
    {
        var target = Percent(step.Required("target"));
        return Presses(step, target) with
        {
            Motion = step.Optional("motion")?.Enum<Motion>() ?? Motion.Still,
            Pattern = Pattern(step, target),
            Cues = step.Optional("cues")?.Array(cue => cue.Object(Cue)) ?? [],
            Growth = step.Optional("grows")?.Array(Seconds) ?? [],
        };
    }

    private static Cycle Presses(JsonObjectCursor step, Intensity target) => new(
        step.Required("press").Object(press => new PressRange(
            Seconds(press.Required("shortest")), Seconds(press.Required("usual")), Seconds(press.Required("longest")))),
        Seconds(step.Required("ramp")),
        Seconds(step.Required("release")),
        step.Required("reps").Object(reps => new RepRange(
            Reps(reps.Required("fewest")), Reps(reps.Required("usual")), Reps(reps.Required("most")))),
        target,
        step.Optional("endsOnEased")?.Bool() ?? false);

    private static TimeSpan Seconds(JsonValueCursor value) => value.Seconds(0, MostSeconds);

    private static int Reps(JsonValueCursor value) => value.Int(0, MostReps);

    private static Intensity Percent(JsonValueCursor value) => Intensity.FromPercent(value.Number(0, 100));
}
