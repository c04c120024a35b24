using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Chaos.Judging;

/// <summary>The motor never runs above what the ratings and ceilings so far allow.</summary>
/// <remarks>An upper bound in whole levels: where it cannot be known from outside whether a rating counted, it is taken as if the motor might run higher.</remarks>
internal sealed class CapWatch(Allowance allowance, Troubles troubles, DeviceProfile profile) : Watch
{
    // What it takes a device to hear of a lower level: its gap between frames, or one step after the other.
    private readonly TimeSpan _slack = profile.MinimumGap + (profile.Steps?.Gap ?? TimeSpan.Zero) * allowance.Levels;

    private int _cap = allowance.Start;
    private int _user = allowance.User;
    private bool _raise;
    private bool _severeInRep;
    private bool _up;
    private bool _warmUpOver;
    private bool _stopIgnored;
    private TimeSpan _foreignAt;
    private bool _foreignUnheard;
    private TimeSpan _raiseSince;
    private TimeSpan _calledOff = TimeSpan.MinValue;
    private TimeSpan _low = TimeSpan.MinValue;
    private TimeSpan _plus = TimeSpan.MinValue;
    private readonly List<(TimeSpan At, int Before, bool Up)> _minuses = [];
    private TimeSpan _turnedDown = TimeSpan.MinValue;
    private TimeSpan? _aboveSince;

    private int Allowed => Math.Min(Math.Min(_cap, _user), allowance.Fixed);

    public override void See(Turn turn, Course course)
    {
        if (!_warmUpOver && allowance.WarmUp is not null)
            PerhapsFirstPress(turn.At, course);
        if (turn.Entry is Said said)
            Hear(said, turn, course);
        if (turn.Entry is DeviceEntry { What: MotorChanged } && turn.ByProgram && turn.After > 0 && (turn.Before == 0 || turn.WasForeign))
            Begin(course, turn.At);
        if (turn.Entry is DeviceEntry { What: FrameArrived { Operation: { } operation } } && operation == profile.Stop.Name)
            _stopIgnored |= course.Level > 0 && troubles.At(turn.At);
        // A device that ignored the stop between two presses, never got it, or was turned on by its button in that moment, ran through.
        else if (turn.Entry is DeviceEntry { What: FaultBefell or FaultBegan { Fault: Button } })
            _stopIgnored |= course.Level > 0;
        else if (turn.Entry is DeviceEntry { What: FrameArrived { Operation: { } driving } } && allowance.Driving.Contains(driving) && _stopIgnored)
            PerhapsNewPress();
        if (turn.Entry is DeviceEntry { What: MotorChanged } && !turn.ByProgram)
            (_foreignAt, _foreignUnheard) = (turn.At, troubles.At(turn.At));
        if (turn.Rises && turn.ByProgram && !course.IsCrowded(turn.At) && turn.At != _turnedDown && !IsUnheard(turn))
            Rise(turn);
        Compare(turn.At, course);
    }

    public override void Close(TimeSpan watched, Course course)
    {
        if (_aboveSince is not null)
            JudgeAbove(watched);
    }

    /// <summary>The person turned the device down by its own button, and the program must have heard it.</summary>
    public void TurnedDown(TimeSpan at, int level) => (_user, _turnedDown) = (Math.Min(_user, level), at);

    private void Hear(Said said, Turn turn, Course course)
    {
        if (turn.Heard && ((_raise && MayHaveBegunUnseen(_raiseSince, turn.At, course)) || (_up && MayHaveBegunUnseen(_plus, turn.At, course))))
            PerhapsNewPress();
        if (Saying.Rating(said.Say) < allowance.Band.Low)
            _low = turn.At;
        else if (said.Say == "+")
            _plus = turn.At;
        if (!turn.Heard)
            return;
        switch (Saying.Rating(said.Say))
        {
            case 8:
                Severe(turn, course);
                break;
            case { } rating when rating < 8:
                Rate(rating, turn, course);
                break;
            case null when said.Say == "-":
                _minuses.Add((turn.At, _user, _up));
                (_user, _up) = (Math.Max(1, Math.Min(_user, _cap) - allowance.StepDown), false);
                break;
            case null when said.Say == "+":
                _up = true;
                break;
        }
    }

    private void Rate(int rating, Turn turn, Course course)
    {
        if (_severeInRep && MayHaveBegunUnseen(_raiseSince, turn.At, course))
            PerhapsNewPress();
        _raiseSince = turn.At;
        _calledOff = _raise ? turn.At : _calledOff;
        _raise = rating < allowance.Band.Low && !turn.WasPaused && !_severeInRep && !IsWarmUp(course, turn.At);
        if (rating <= allowance.Band.High)
            return;
        _cap = Math.Min(_cap, Math.Min(_user, allowance.Fixed)) - allowance.StepDown;
        if (_cap < 1)
            course.StopForGood(turn.At, $"rated {rating}, and the device cannot go lower");
    }

    /// <summary>The next press, since then.</summary>
    private bool MayHaveBegunUnseen(TimeSpan since, TimeSpan now, Course course) => troubles.Within(new(since, now)) > TimeSpan.Zero || course.LastSilence > since;

    private void Severe(Turn turn, Course course)
    {
        (_raise, _severeInRep, _raiseSince) = (false, true, turn.At);
        // What the device had is not known when a write is still open, or one since then was lost.
        var felt = troubles.Near(turn.At, Troubles.Write) || troubles.Within(new(course.LastFeltAt, turn.At)) > TimeSpan.Zero ? Math.Max(course.LastFelt, _cap) : course.LastFelt;
        _cap = Math.Min(_cap, allowance.Severe(felt));
        if (_cap < 1)
            course.StopForGood(turn.At, "rated 8, and the device cannot go low enough");
    }

    private bool IsWarmUp(Course course, TimeSpan now) =>
        allowance.WarmUp is not null && course.SevereRatings == 0 && !troubles.Since(now) && course.OnTime(now) + allowance.Late < allowance.WarmUpTime && course.Stints.All(stint => !stint.Touched);

    private void Begin(Course course, TimeSpan now)
    {
        // The press may have begun a little before its motor: what was said since then counts for it, and not for the one before.
        _raise |= _calledOff >= now - allowance.Late;
        var late = _minuses.Where(minus => minus.At >= now - allowance.Late).ToArray();
        if (late.Length > 0)
            (_user, _up) = (late[0].Before, _up || late[0].Up);
        // The first time that the motor runs no rating can have counted, unless presses went by before that nobody saw.
        if (course.Stints[^1] == course.First && troubles.Since(now))
        {
            _raise |= _low > TimeSpan.MinValue;
            PerhapsNewPress();
        }
        if (course.Stints[^1] != course.First && !course.Stints[^1].Resumed)
            NewPress();
        else if (course.Stints[^1] != course.First && (troubles.Since(now) || course.Stints[^1].PerhapsNext))
            PerhapsNewPress();
        _raise |= _low >= now - allowance.Late;
        _up |= _plus >= now - allowance.Late;
        // A "-" of that time goes down from what the press has raised.
        _user = late.Aggregate(_user, (user, _) => Math.Max(1, Math.Min(user, _cap) - allowance.StepDown));
    }

    /// <summary>The press after a warm-up begins without a break, a little earlier or later than can be seen.</summary>
    private void PerhapsFirstPress(TimeSpan now, Course course)
    {
        var unsure = allowance.Late + troubles.Within(new(TimeSpan.Zero, now));
        if (course.OnTime(now) + unsure < allowance.WarmUpTime)
            return;
        NewPress();
        _warmUpOver = course.OnTime(now) > allowance.WarmUpTime + unsure;
    }

    /// <summary>It may be the first one, or that one may be still to come.</summary>
    private void PerhapsNewPress()
    {
        var over = _warmUpOver;
        NewPress();
        _warmUpOver = over;
    }

    private void NewPress()
    {
        if (_up)
            _user = Math.Min(_user + allowance.StepUp, allowance.User);
        if (_raise && !_severeInRep)
            _cap = Math.Max(_cap, Math.Min(_cap + allowance.StepUp, Math.Min(_user, allowance.Fixed)));
        (_raise, _severeInRep, _up, _warmUpOver, _stopIgnored) = (false, false, false, true, false);
    }

    /// <summary>It went on from a level that somebody else had set, in the same moment or such that the device could not tell of it.</summary>
    private bool IsUnheard(Turn turn) => turn.WasForeign && (_foreignUnheard || _foreignAt == turn.At || troubles.At(turn.At));

    private void Rise(Turn turn)
    {
        if (turn.After > Allowed)
            Broken(turn.At, $"rose to level {turn.After}; the tightest cap is {Allowed} (ratings {_cap}, own ceiling {_user}, fixed {allowance.Fixed})");
    }

    private void Compare(TimeSpan now, Course course)
    {
        var above = course.Level > 0 && course.Level > Allowed && !course.Foreign;
        if (above)
            _aboveSince ??= now;
        else if (_aboveSince is not null)
            JudgeAbove(now);
    }

    private void JudgeAbove(TimeSpan now)
    {
        var since = _aboveSince!.Value;
        _aboveSince = null;
        var above = new Interval(troubles.Begin(since), now);
        if (above.To - above.From - troubles.Within(above) > _slack && troubles.FirstUnexcused(above) is { } at)
            Broken(at, FormattableString.Invariant($"the motor stayed above the cap of level {Allowed} from {since.TotalSeconds:0.###} to {now.TotalSeconds:0.###} s"));
    }
}
