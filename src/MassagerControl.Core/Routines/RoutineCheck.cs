using System.Collections.Immutable;

namespace MassagerControl.Core.Routines;

/// <summary>Finds everything that is wrong with a routine, all at once.</summary>
public static class RoutineCheck
{
    public static ImmutableArray<RoutineError> Check(Routine routine)
    {
        var errors = ImmutableArray.CreateBuilder<RoutineError>();
        if (!IsId(routine.Id))
            errors.Add(new("$.id", "an id has lower-case letters, digits and hyphens only"));
        if (routine.Steps.IsDefaultOrEmpty)
            errors.Add(new("$.steps", "a routine has at least one step"));
        else
            Order(routine.Steps, errors);
        return errors.DrainToImmutable();
    }

    internal static bool IsId(string id) => id.Length > 0 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static void Order(ImmutableArray<RoutineStep> steps, ImmutableArray<RoutineError>.Builder errors)
    {
        var session = steps.ToList().FindIndex(step => step is SessionStep);
        for (var i = 0; i < steps.Length; i++)
        {
            var path = $"$.steps[{i}]";
            switch (steps[i])
            {
                case CheckInStep when i != 0:
                    errors.Add(new(path, "the check-in comes first"));
                    break;
                case CheckInStep when session < 0:
                    errors.Add(new(path, "without a session there is nothing to check in for"));
                    break;
                case SessionStep when i != session:
                    errors.Add(new(path, "a routine has one session"));
                    break;
                case AfterRatingStep when i != steps.Length - 1:
                    errors.Add(new(path, "how it feels afterwards comes last"));
                    break;
                case AfterRatingStep when session < 0:
                    errors.Add(new(path, "without a session there is nothing to rate"));
                    break;
            }
        }
    }
}
