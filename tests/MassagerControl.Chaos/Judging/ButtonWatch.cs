using MassagerControl.Chaos.Running;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Chaos.Judging;

/// <summary>The device's own button: what the program must have heard counts as STOP, or as the person's ceiling.</summary>
internal sealed class ButtonWatch(Allowance allowance, Troubles troubles, Account account, CapWatch caps) : Watch
{
    // A report of the level before may be a late echo for half a second.
    private static readonly TimeSpan Echo = TimeSpan.FromMilliseconds(501);

    public override void See(Turn turn, Course course)
    {
        if (turn.Entry is not DeviceEntry { What: MotorChanged } || turn.ByProgram || !IsHeard(turn, course))
            return;
        if (turn.After == 0 || turn.After > turn.Before)
            course.StopForGood(turn.At + Echo, $"the device's own button: level {turn.Before} became {turn.After}", foreign: true);
        else
            caps.TurnedDown(turn.At, turn.After);
    }

    private bool IsHeard(Turn turn, Course course) =>
        allowance.Tells && course is { Begun: true, Ended: false, Linked: true, OffForGood: null } && course.Pausing != Pausing.Link
        && IsButton(turn.At)
        // Together with a frame of the program it is a matter of which came first.
        && !account.Entries.Any(entry => entry is DeviceEntry { What: FrameArrived } && entry.At == turn.At)
        && !IsCommanded(turn.At)
        && !troubles.Near(turn.At, Troubles.Write)
        && !account.Entries.Any(entry => IsWordLost(entry, turn.At))
        // A device that knows only plus and minus says every level that it passes through.
        && (account.Prepared.Profile.Steps is null || turn.At - course.Stints[^1].From > Troubles.Write * 3);

    /// <summary>The button set the very level that the program had on its way: the frame that follows changes nothing.</summary>
    private bool IsCommanded(TimeSpan at)
    {
        var next = account.Entries.FirstOrDefault(entry => entry.At > at && entry is DeviceEntry { What: FrameArrived { Operation: { } operation } } && allowance.Driving.Contains(operation));
        return next is not null && next.At <= at + account.Prepared.Profile.MinimumGap + Echo
            && !account.Entries.Any(entry => entry.At == next.At && entry is DeviceEntry { What: MotorChanged });
    }

    private bool IsButton(TimeSpan at) => account.Entries.Any(entry => entry is DeviceEntry { What: FaultBegan { Fault: Button } began } && began.At == at);

    private static bool IsWordLost(Entry entry, TimeSpan at) =>
        entry is DeviceEntry { What: FaultBefell befell } && befell.At <= at && at < befell.At + Troubles.Write
        || entry is HostTrouble trouble && trouble.At <= at + Echo && at < trouble.Until;
}
