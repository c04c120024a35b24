using System.Collections.Immutable;
using MassagerControl.Core.Safety;

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
    }

    private static void Step(Program program, int index, ImmutableArray<ProgramError>.Builder errors)
    {
        var path = $"$.steps[{index}]";
        switch (program.Steps[index])
        {
            case WarmUp warmUp:
                Motor(path, warmUp.Duration, warmUp.Target, errors);
                if (index != 0)
                    errors.Add(new(path, "a warm-up comes first"));
                break;
            case CoolDown coolDown:
                Motor(path, coolDown.Duration, coolDown.Target, errors);
                if (index != program.Steps.Length - 1)
                    errors.Add(new(path, "a cool-down comes last"));
                break;
            case Guided guided:
                Between($"{path}.seconds", guided.Duration, TimeSpan.FromSeconds(1), HardLimits.Session, errors);
                if (string.IsNullOrWhiteSpace(guided.Text))
                    errors.Add(new($"{path}.text", "a guided step says what to do"));
                break;
            case Cycle cycle:
                Presses(path, cycle, errors);
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

    private static void Between(string path, TimeSpan value, TimeSpan least, TimeSpan most, ImmutableArray<ProgramError>.Builder errors)
    {
        if (value < least || value > most)
            errors.Add(new(path, Phrase.Of($"{value.TotalSeconds:0.###} s is outside {least.TotalSeconds:0.###}–{most.TotalSeconds:0.###} s")));
    }
}
