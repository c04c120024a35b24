using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>Programs small enough to walk to their last situation, and different enough to reach every row.</summary>
internal static class SmallPlans
{
    private static readonly WarmUpStep WarmUp = new(Plans.Seconds(10), Intensity.FromPercent(34));
    private static readonly GuidedStep Guided = new(Plans.Seconds(10), "move the arm");
    private static readonly CoolDownStep CoolDown = new(Plans.Seconds(10), Intensity.FromPercent(34));

    private static readonly LevelPattern Swing = new(PatternShape.Swing, Intensity.FromPercent(34), Intensity.FromPercent(67), Plans.Seconds(8));

    public static IEnumerable<(string Name, SessionPlan Plan)> All()
    {
        yield return ("two reps", Plans.Bare(reps: 2, levels: 3, band: Plans.Gentle));
        yield return ("every kind of step", Plans.Of(3, Plans.Gentle, WarmUp, Plans.Presses(1, endsOnEased: true), Guided, CoolDown));
        yield return ("finer levels", Plans.Of(10, Plans.Gentle, WarmUp, Guided, CoolDown));
        yield return ("a pattern", Plans.Of(3, Plans.Gentle, CoolDown with { Pattern = Swing }));
        yield return ("two cool-downs", Plans.Of(1, Plans.Gentle, CoolDown, CoolDown));
        yield return ("another order", Plans.Of(1, Plans.Gentle, Guided, Guided, Plans.Presses(1), CoolDown));
        yield return ("no ramp left", Plans.Of(1, Plans.Gentle, Plans.Presses(1) with { Press = Plans.Seconds(5), Ramp = Plans.Seconds(5) }));
        yield return ("silence", Plans.Of(1, Plans.Gentle, Plans.Presses(3)));
        yield return ("cool-down only", Plans.Of(1, Plans.Gentle, CoolDown));
        yield return ("warm-up only", Plans.Of(1, Plans.Gentle, WarmUp));
        yield return ("warm-up and guided", Plans.Of(1, Plans.Gentle, WarmUp, Guided));
        yield return ("warm-up and cool-down", Plans.Of(1, Plans.Gentle, WarmUp, CoolDown));
    }
}
