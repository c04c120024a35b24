using MassagerControl.Chaos.Running;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Chaos.Judging;

/// <summary>Presses are as long as planned and never longer than a minute, releases at least five seconds, and all of it together stays within the budget.</summary>
internal sealed class DoseWatch(Allowance allowance, Troubles troubles, Account account) : Watch
{
    // Timers of the program and of the device may lie a tick apart.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    public override void Close(TimeSpan watched, Course course)
    {
        var stints = course.Stints;
        foreach (var stint in stints)
            Length(stint, stint == course.First, watched);
        for (var i = 1; i < stints.Count; i++)
            Gap(stints[i - 1], stints[i]);
        Budget(stints, watched);
        Told(stints, watched);
    }

    private void Length(Stint stint, bool first, TimeSpan watched)
    {
        // A button can turn the motor on and leave it on; how long is not the program's doing.
        if (stint.Touched)
            return;
        var most = allowance.Press < Allowance.LongestPress ? allowance.Press : Allowance.LongestPress;
        // What follows an interruption may be the rest of anything.
        var press = first || stint.Resumed || stint.PerhapsResumed ? most + allowance.WarmUpTime : most;
        var limit = press > allowance.CoolDownTime ? press : allowance.CoolDownTime;
        // A release whose stop was lost parts two presses.
        var longest = troubles.Between(new(stint.From, stint.To ?? watched), Allowance.ShortestRelease).Max(part => part.To - part.From - troubles.Within(part));
        if (longest > limit + Tick)
            Broken(stint.From, FormattableString.Invariant($"the motor ran for {longest.TotalSeconds:0.###} s; at most {limit.TotalSeconds:0.###} s"));
    }

    private void Gap(Stint before, Stint after)
    {
        if (before.IsNothing || before.Interrupted || before.Touched || after.Touched || before.To is not { } from || troubles.Near(from, Troubles.Write) || troubles.Near(after.From, Troubles.Write))
            return;
        if (after.From - from < Allowance.ShortestRelease - Tick)
            Broken(after.From, FormattableString.Invariant($"a release of {(after.From - from).TotalSeconds:0.###} s"));
    }

    private void Budget(IReadOnlyList<Stint> stints, TimeSpan watched)
    {
        var on = stints.Where(stint => !stint.Touched).Aggregate(TimeSpan.Zero, (sum, stint) => sum + OnTime(stint, watched));
        var planned = allowance.PressTotal + allowance.WarmUpTime + allowance.CoolDownTime;
        var press = account.Prepared.Profile.Kind == MassagerKind.Roller ? Allowance.MostPressOfRoller : Allowance.MostPress;
        var most = press + allowance.WarmUpTime + allowance.CoolDownTime;
        if (on > (planned < most ? planned : most) + Tick)
            Broken(watched, FormattableString.Invariant($"the motor ran for {on.TotalSeconds:0.###} s in all; {planned.TotalSeconds:0.###} s were planned, {most.TotalSeconds:0.###} s are the most"));
        var whole = stints.Count(stint => !stint.IsNothing && !stint.Interrupted && !stint.Touched);
        // Warm-up and first press are one stint, and so are all cool-downs, unless an 8 parts them.
        if (whole > allowance.Reps + allowance.CoolDowns + (allowance.WarmUp is null ? 0 : 1))
            Broken(watched, $"{whole} presses; {allowance.Reps} were planned");
    }

    /// <summary>The press time that the program tells is what the dose of the next days is counted from: never less than the motor ran.</summary>
    private void Told(IReadOnlyList<Stint> stints, TimeSpan watched)
    {
        if (account.Ended.End is not { } end)
            return;
        var on = stints.Where(stint => !stint.Touched).Aggregate(TimeSpan.Zero, (sum, stint) => sum + OnTime(stint, watched));
        if (on > end.Press + allowance.WarmUpTime + allowance.CoolDownTime + Tick)
            Broken(watched, FormattableString.Invariant($"the motor ran for {on.TotalSeconds:0.###} s, but only {end.Press.TotalSeconds:0.###} s of press are told"));
        if (end.Press > Allowance.MostPress || end.Reps > allowance.Reps || end.Reps > Allowance.MostReps * 2)
            Broken(watched, FormattableString.Invariant($"{end.Reps} reps and {end.Press.TotalSeconds:0.###} s of press are told"));
    }

    /// <summary>Without what a fault made impossible to end.</summary>
    private TimeSpan OnTime(Stint stint, TimeSpan watched)
    {
        var stretch = new Interval(stint.From, stint.To ?? watched);
        return stretch.To - stretch.From - troubles.Within(stretch);
    }
}
