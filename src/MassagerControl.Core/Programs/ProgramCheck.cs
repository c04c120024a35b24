using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Programs;

/// <summary>Finds everything that is wrong with a program, all at once.</summary>
public static class ProgramCheck
{
    public static ImmutableArray<ProgramError> Check(Program program)
    {
        var errors = ImmutableArray.CreateBuilder<ProgramError>();
        Identity(program, errors);
        if (program.Steps.IsDefaultOrEmpty)
            errors.Add(new("$.steps", "a program has at least one step"));
        else
            for (var i = 0; i < program.Steps.Length; i++)
                Step(program, i, errors);
        return errors.DrainToImmutable();
    }

    private static void Identity(Program program, ImmutableArray<ProgramError>.Builder errors)
    {
        if (program.Id.Length == 0 || !program.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            errors.Add(new("$.id", "an id has lower-case letters, digits and hyphens only"));
        if (string.IsNullOrWhiteSpace(program.Name))
            errors.Add(new("$.name", "a program has a name"));
        if (program.Sources.IsDefaultOrEmpty)
            errors.Add(new("$.sources", "every program names the source of its numbers"));
        if (program.Tools.IsDefaultOrEmpty)
            errors.Add(new("$.tools", "name at least one kind of massager"));
        if (program.Ceiling is { IsZero: true })
            errors.Add(new("$.ceiling", "a ceiling is above 0 %"));
        if (program.MostPress is { } most)
            Between("$.mostPress", most, TimeSpan.FromSeconds(1), HardLimits.PressPerArea, errors);
        Areas(program, errors);
    }

    private static void Areas(Program program, ImmutableArray<ProgramError>.Builder errors)
    {
        for (var i = 0; i < program.Areas.Length; i++)
        {
            var path = $"$.areas[{i}]";
            if (BodyAreas.Find(program.Areas[i]) is not { } area)
                errors.Add(new(path, Phrase.Of($"there is no area '{program.Areas[i]}'")));
            else if (area.Locked is { } locked)
                errors.Add(new(path, Phrase.Of($"{area.Name} is locked: {locked}")));
        }
    }

    private static void Step(Program program, int index, ImmutableArray<ProgramError>.Builder errors)
    {
        var path = $"$.steps[{index}]";
        switch (program.Steps[index])
        {
            case WarmUp warmUp:
                Motor(path, warmUp.Duration, warmUp.Target, errors);
                Pattern(path, warmUp.Pattern, errors);
                if (index != 0)
                    errors.Add(new(path, "a warm-up comes first"));
                break;
            case CoolDown coolDown:
                Motor(path, coolDown.Duration, coolDown.Target, errors);
                Pattern(path, coolDown.Pattern, errors);
                if (program.Steps.Skip(index).Any(later => later is not CoolDown))
                    errors.Add(new(path, "a cool-down comes last"));
                break;
            case Guided guided:
                Between($"{path}.seconds", guided.Duration, TimeSpan.FromSeconds(1), HardLimits.Session, errors);
                if (string.IsNullOrWhiteSpace(guided.Text))
                    errors.Add(new($"{path}.text", "a guided step says what to do"));
                break;
            case Cycle cycle:
                Presses(path, cycle, errors);
                Pattern(path, cycle.Pattern, errors);
                Cues(path, cycle, errors);
                Growth(path, cycle, errors);
                break;
        }
    }

    private static void Motor(string path, TimeSpan duration, Intensity target, ImmutableArray<ProgramError>.Builder errors)
    {
        Between($"{path}.seconds", duration, TimeSpan.FromSeconds(1), HardLimits.Press, errors);
        if (target.IsZero)
            errors.Add(new($"{path}.target", "a target is above 0 %"));
    }

    private static void Presses(string path, Cycle cycle, ImmutableArray<ProgramError>.Builder errors)
    {
        var (press, reps) = (cycle.Press, cycle.Reps);
        Between($"{path}.press.longest", press.Longest, TimeSpan.FromSeconds(1), HardLimits.Press, errors);
        if (press.Shortest < TimeSpan.FromSeconds(1) || press.Shortest > press.Usual || press.Usual > press.Longest)
            errors.Add(new($"{path}.press", "shortest, usual and longest are at least 1 s and in that order"));
        if (cycle.Ramp < TimeSpan.Zero || cycle.Ramp > press.Shortest)
            errors.Add(new($"{path}.ramp", "the ramp lies inside the shortest press"));
        Between($"{path}.release", cycle.Release, HardLimits.Release, HardLimits.Session, errors);
        if (reps.Most > HardLimits.Reps)
            errors.Add(new($"{path}.reps.most", Phrase.Of($"at most {HardLimits.Reps} reps in a bout")));
        if (reps.Fewest < 1 || reps.Fewest > reps.Usual || reps.Usual > reps.Most)
            errors.Add(new($"{path}.reps", "fewest, usual and most are at least 1 and in that order"));
        if (cycle.Target.IsZero)
            errors.Add(new($"{path}.target", "a target is above 0 %"));
        var usual = press.Usual * reps.Usual;
        if (usual > HardLimits.PressPerArea)
            errors.Add(new(path, Phrase.Of($"the usual press time is {usual.TotalSeconds:0} s; at most {HardLimits.PressPerArea.TotalSeconds:0} s in one area")));
    }

    private static void Pattern(string path, LevelPattern? pattern, ImmutableArray<ProgramError>.Builder errors)
    {
        if (pattern is null)
            return;
        if (pattern.Low.IsZero || pattern.Low >= pattern.High)
            errors.Add(new($"{path}.pattern.low", "the low end is above 0 % and below the step's target"));
        Between($"{path}.pattern.period", pattern.Period, LevelPattern.ShortestGap * LevelPattern.FewestMoments, HardLimits.Press, errors);
    }

    private static void Cues(string path, Cycle cycle, ImmutableArray<ProgramError>.Builder errors)
    {
        for (var i = 0; i < cycle.Cues.Length; i++)
        {
            var (cue, place) = (cycle.Cues[i], $"{path}.cues[{i}]");
            Between($"{place}.at", cue.At, TimeSpan.Zero, cycle.Press.Longest, errors);
            if (string.IsNullOrWhiteSpace(cue.Say))
                errors.Add(new($"{place}.say", "a cue says what to do"));
            if (cue.Rep is { } rep && (rep < 1 || rep > cycle.Reps.Most))
                errors.Add(new($"{place}.rep", Phrase.Of($"there is no rep {rep}")));
            if (i > 0 && cue.At < cycle.Cues[i - 1].At && cue.Rep == cycle.Cues[i - 1].Rep)
                errors.Add(new($"{place}.at", "cues of one rep come in the order of time"));
        }
    }

    private static void Growth(string path, Cycle cycle, ImmutableArray<ProgramError>.Builder errors)
    {
        for (var i = 0; i < cycle.Growth.Length; i++)
        {
            Between($"{path}.grows[{i}]", cycle.Growth[i], cycle.Press.Shortest, cycle.Press.Longest, errors);
            if (i > 0 && cycle.Growth[i] < cycle.Growth[i - 1])
                errors.Add(new($"{path}.grows[{i}]", "a press grows, or stays, from session to session"));
        }
    }

    private static void Between(string path, TimeSpan value, TimeSpan least, TimeSpan most, ImmutableArray<ProgramError>.Builder errors)
    {
        if (value < least || value > most)
            errors.Add(new(path, Phrase.Of($"{value.TotalSeconds:0.###} s is outside {least.TotalSeconds:0.###}–{most.TotalSeconds:0.###} s")));
    }
}
