using System.Collections.Immutable;
using MassagerControl.Core.Areas;

namespace MassagerControl.Core.Routines;

/// <summary>Finds everything that is wrong with a guided step, all at once.</summary>
public static class GuidedStepCheck
{
    public static ImmutableArray<RoutineError> Check(GuidedStep step)
    {
        var errors = ImmutableArray.CreateBuilder<RoutineError>();
        if (!RoutineCheck.IsId(step.Id))
            errors.Add(new("$.id", "an id has lower-case letters, digits and hyphens only"));
        if (step.Text.IsDefaultOrEmpty)
            errors.Add(new("$.text", "a guided step says what to do"));
        if (step.Sources.IsDefaultOrEmpty)
            errors.Add(new("$.sources", "every step names the source of its numbers"));
        if (!IsPicture(step.Picture))
            errors.Add(new("$.picture", "a picture is the name of an .svg file beside the step"));
        Areas(step, errors);
        Dose(step, errors);
        PerDay(step, errors);
        return errors.DrainToImmutable();
    }

    // A name, not a path: nothing outside the folder is ever read or sent.
    private static bool IsPicture(string name) => name.EndsWith(".svg", StringComparison.Ordinal) && RoutineCheck.IsId(name[..^4]);

    private static void Areas(GuidedStep step, ImmutableArray<RoutineError>.Builder errors)
    {
        for (var i = 0; i < step.Areas.Length; i++)
            if (BodyAreas.Find(step.Areas[i]) is null)
                errors.Add(new($"$.areas[{i}]", Phrase.Of($"there is no area '{step.Areas[i]}'")));
    }

    private static void Dose(GuidedStep step, ImmutableArray<RoutineError>.Builder errors)
    {
        switch (step.Dose)
        {
            case OpenDose when step.Kind.GoesOnAlone() || step.Kind == GuidedKind.Fingers:
                errors.Add(new("$.dose.count", "warmth, cold and fingers have an end in seconds"));
                break;
            case TimedDose timed:
                Time("$.dose", timed.Hold, GuidedLimits.LongestOf(step.Kind), errors);
                break;
            case CountedDose counted:
                if (!counted.Count.IsOrdered || counted.Count.Most > GuidedLimits.Reps)
                    errors.Add(new("$.dose", Phrase.Of($"fewest, usual and most are at least 1, in that order, and at most {GuidedLimits.Reps}")));
                Time("$.dose.each", counted.Each, GuidedLimits.Other, errors);
                if (step.Kind.GoesOnAlone() || step.Kind == GuidedKind.Fingers)
                    errors.Add(new("$.dose.count", "warmth, cold and fingers have an end in seconds"));
                break;
        }
    }

    private static void Time(string path, TimeRange time, TimeSpan most, ImmutableArray<RoutineError>.Builder errors)
    {
        if (!time.IsOrdered)
            errors.Add(new(path, "shortest, usual and longest are above 0 s and in that order"));
        if (time.Longest > most)
            errors.Add(new($"{path}.longest", Phrase.Of($"{time.Longest.TotalSeconds:0.###} s is too long; at most {most.TotalSeconds:0} s")));
    }

    private static void PerDay(GuidedStep step, ImmutableArray<RoutineError>.Builder errors)
    {
        if (step.Kind == GuidedKind.Heat && step.PerDay is not (>= 1 and <= GuidedLimits.HeatPerDay))
            errors.Add(new("$.perDay", Phrase.Of($"warmth says how often a day, at most {GuidedLimits.HeatPerDay} times")));
        else if (step.PerDay < 1)
            errors.Add(new("$.perDay", "how often a day is at least 1"));
        if (step.Kind.GoesOnAlone() && step.Sides)
            errors.Add(new("$.sides", "warmth and cold have no sides to change"));
    }
}
