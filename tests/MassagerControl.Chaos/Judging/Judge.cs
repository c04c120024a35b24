using System.Collections.Immutable;
using MassagerControl.Chaos.Running;

namespace MassagerControl.Chaos.Judging;

/// <summary>Decides from the peripheral's own log and from what was done to the session whether every promise was kept.</summary>
internal static class Judge
{
    /// <returns>Everything that was broken, in order of time.</returns>
    public static ImmutableArray<Violation> Of(Account account)
    {
        var allowance = new Allowance(account);
        var troubles = new Troubles(account, allowance);
        var course = new Course(allowance, troubles, account);
        var caps = new CapWatch(allowance, troubles, account.Prepared.Profile);
        Watch[] watches =
        [
            new ButtonWatch(allowance, troubles, account, caps), caps, new OffWatch(troubles), new PaceWatch(allowance, troubles), new WriteWatch(allowance),
            new DoseWatch(allowance, troubles, account), new ToldWatch(troubles, account), new EndWatch(troubles, account),
        ];
        foreach (var entry in Milestone.Among(account))
        {
            var turn = course.Take(entry);
            foreach (var watch in watches)
                watch.See(turn, course);
        }
        foreach (var watch in watches)
            watch.Close(account.Watched, course);
        return [.. watches.SelectMany(watch => watch.Violations).OrderBy(violation => violation.At)];
    }
}
