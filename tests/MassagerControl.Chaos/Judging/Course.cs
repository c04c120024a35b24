using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Chaos.Judging;

/// <summary>Why the session must wait, as far as can be known from outside.</summary>
internal enum Pausing
{
    None,

    /// <summary>The person asked, while the motor ran or in the release: only <c>resume</c> goes on.</summary>
    Asked,

    /// <summary>The person asked, perhaps while the session waited for an answer already.</summary>
    AskedWhileWaiting,

    /// <summary>The link was lost: a rating on the new one goes on.</summary>
    Link,

    /// <summary>Lease or clock: a rating or <c>resume</c> goes on.</summary>
    Lease,
}

/// <summary>Where a session must stand, worked out from what was done to it and from its motor alone.</summary>
internal sealed class Course(Allowance allowance, Troubles troubles, Account account)
{
    private readonly HashSet<TimeSpan> _crowded =
        [.. account.Entries.OfType<HostTrouble>().Where(trouble => trouble.Kind is HostFaultKind.LoopHung or HostFaultKind.Frozen or HostFaultKind.Suspended).Select(trouble => trouble.Until)];

    private readonly List<(TimeSpan At, int Level)> _levels = [(TimeSpan.Zero, 0)];
    private readonly List<Stint> _stints = [];
    private readonly List<Demand> _demands = [];
    private PeripheralEvent? _lastEvent;
    private Demand? _pause;
    private Demand? _absence;
    private bool _resumes;
    private bool _unsure;
    private bool _byButton;
    private TimeSpan _resumedAt = TimeSpan.MinValue;
    private bool _silent;
    private TimeSpan? _seemsOffSince;
    private TimeSpan _severeAt = TimeSpan.MinValue;

    public int Level => _levels[^1].Level;

    /// <summary>The level was set by a button or by the device itself, not by the program.</summary>
    public bool Foreign { get; private set; }

    /// <summary>The program has turned the motor: it takes ratings from now on.</summary>
    public bool Begun => First is not null;

    /// <summary>The first time that the program turned the motor.</summary>
    public Stint? First { get; private set; }

    public bool Ended { get; private set; }

    /// <summary>Since when the motor must stay off for good; null while it may run.</summary>
    public TimeSpan? OffForGood { get; private set; }

    public Pausing Pausing { get; private set; }

    public bool Linked { get; private set; }

    public int SevereRatings { get; private set; }

    public IReadOnlyList<Stint> Stints => _stints;

    public IReadOnlyList<Demand> Demands => _demands;

    /// <summary>When the owner was last known to be silent: a press may have begun unseen.</summary>
    public TimeSpan LastSilence { get; private set; } = TimeSpan.MinValue;

    /// <summary>The level that the program set last, above off.</summary>
    public int LastFelt { get; private set; }

    public TimeSpan LastFeltAt { get; private set; }

    /// <summary>The computer goes on now: everything that was said meanwhile is taken at once, and in which order the motor follows cannot be seen.</summary>
    public bool IsCrowded(TimeSpan at) => _crowded.Contains(at);

    public TimeSpan OnTime(TimeSpan now) => _stints.Aggregate(TimeSpan.Zero, (sum, stint) => sum + ((stint.To ?? now) - stint.From));

    public int LevelAt(TimeSpan at) => _levels.Last(known => known.At <= at).Level;

    public Turn Take(Entry entry)
    {
        var (before, paused, began, foreign) = (Level, Pausing != Pausing.None, Begun, Foreign);
        var byProgram = false;
        switch (entry)
        {
            case DeviceEntry { What: var happened }:
                byProgram = _lastEvent is FrameArrived && _lastEvent.At == happened.At;
                Take(happened, byProgram);
                _lastEvent = happened;
                break;
            case Said said when began && !Ended && OffForGood is null:
                Take(said);
                return new(entry, before, Level, false, true, paused);
            // Said in the moment of the start it comes just after it.
            case Said { Say: "stop" or "sharp" or "numb" or "radiating" } said when !Ended:
                Take(said with { At = said.At + TimeSpan.FromTicks(1) });
                break;
            case ProgramEnded:
                Ended = true;
                // From now on nobody listens to a button.
                foreach (var demand in _demands.Where(demand => demand.Foreign))
                    demand.To = entry.At;
                Demand(entry.At, "the session is over");
                break;
            default:
                TakeClock(entry);
                break;
        }
        return new(entry, before, Level, byProgram, false, paused) { WasForeign = foreign };
    }

    /// <summary>The motor must stay off from now on.</summary>
    public void StopForGood(TimeSpan at, string why, bool foreign = false)
    {
        if (OffForGood is not null && !foreign)
            return;
        OffForGood ??= at;
        Demand(at, why, foreign);
    }

    private void Take(PeripheralEvent happened, bool byProgram)
    {
        switch (happened)
        {
            case CentralConnected:
                Linked = true;
                break;
            // A level that the motor has by chance is the program's from now on.
            case FrameArrived { Operation: { } operation } when operation == account.Prepared.Profile.Stop.Name:
                _seemsOffSince = troubles.Mute && Level > 0 ? _seemsOffSince ?? happened.At : null;
                break;
            case FrameArrived { Operation: { } operation } when Level > 0 && allowance.Driving.Contains(operation):
                First ??= _stints[^1];
                _seemsOffSince = null;
                LastFelt = Math.Max(LastFelt, Level);
                break;
            case CentralDisconnected:
                Linked = false;
                // Which came first where everything comes at once, the rating or the link, cannot be seen.
                if (Begun && !Ended && OffForGood is null && !(IsCrowded(happened.At) && _resumedAt == happened.At))
                    // A lease that ran out just before was seen by nobody yet.
                    Pause(happened.At, Pausing.Link, "the link was lost", happened.At - Milestone.Look);
                break;
            // Also one that changes nothing: what the program sets after it goes beside it.
            case FaultBegan { Fault: Button } when Level > 0:
                _stints[^1].Touched = true;
                break;
            case MotorChanged motor:
                Turned(motor, byProgram);
                break;
        }
    }

    private void Turned(MotorChanged motor, bool byProgram)
    {
        _seemsOffSince = byProgram ? null : _seemsOffSince;
        var before = Level;
        _levels.Add((motor.At, motor.Level.Number));
        Foreign = !byProgram && Level > 0;
        if (before == 0)
        {
            _byButton = Foreign;
            _stints.Add(new(motor.At, byProgram && _resumes)
            {
                PerhapsResumed = _stints.Count > 0 && _stints[^1].Touched,
                PerhapsNext = byProgram && _resumes && MayBeWhole(motor.At),
            });
        }
        if (byProgram && Level > 0)
        {
            First ??= _stints[^1];
            (_resumes, _unsure) = (false, false);
        }
        if (Foreign)
            _stints[^1].Touched = true;
        else if (Level > 0)
            (LastFelt, LastFeltAt) = (Level, motor.At);
        if (Level > 0)
            return;
        _stints[^1].To = motor.At;
        // Ends by the device itself: nobody asked for the end.
        _stints[^1].Touched |= !byProgram;
        // What was said at once when the computer went on may have paused what it had resumed, and resumed that again. What a button alone began is no press to go on with.
        var paused = Pausing != Pausing.None || (_stints[^1].IsNothing && IsCrowded(motor.At));
        if (paused && !IsEndedBySevere && !_byButton)
            _resumes = _stints[^1].Interrupted = true;
    }

    private void Take(Said said)
    {
        switch (Saying.Rating(said.Say))
        {
            case >= 9:
                StopForGood(said.At, $"rated {said.Say}");
                return;
            case 8:
                Severe(said.At);
                return;
            case not null:
                Rated(said.At);
                return;
        }
        if (said.Say == "stop" || Saying.IsRedFlag(said.Say))
            StopForGood(said.At, said.Say);
        else if (said.Say == "pause" && Pausing == Pausing.None)
            Pause(said.At, IsSurelyRunning(said.At) ? Pausing.Asked : Pausing.AskedWhileWaiting, "pause");
        else if (said.Say == "resume" && Pausing != Pausing.Link)
            Resume(said.At);
    }

    private void Severe(TimeSpan at)
    {
        (SevereRatings, _severeAt) = (SevereRatings + 1, at);
        if (SevereRatings > 1)
        {
            StopForGood(at, "a second 8");
            return;
        }
        // Which came first where everything comes at once, the 8 or the lease, cannot be seen.
        if (IsCrowded(at) && Pausing == Pausing.Lease && _pause?.From == at)
            (Pausing, _pause.To, _pause) = (Pausing.None, at, null);
        Demand(at, "rated 8").To = at + Allowance.SevereRest;
        // In a motor phase the 8 ends the press, and in a pause it ends the press that was interrupted.
        if (_stints[^1].To is not null)
            _resumes = _stints[^1].Interrupted = false;
    }

    private void Rated(TimeSpan at)
    {
        if (Pausing is Pausing.Lease or Pausing.AskedWhileWaiting || (Pausing == Pausing.Link && (Linked || IsCrowded(at))))
            Resume(at);
    }

    private void TakeClock(Entry entry)
    {
        _silent = entry is LeaseOver { Silent: true } || (_silent && entry is not (OwnerBeat or ClockJumpNoticed));
        if (_silent)
            LastSilence = entry.At;
        else
            EndAbsence(entry.At);
        if (Ended || OffForGood is not null)
            return;
        switch (entry)
        {
            case LeaseOver lease when Pausing == Pausing.None && Begun && !Foreign && !(_seemsOffSince <= lease.Since) && (Level > 0 || _severeAt < lease.Since) && HasRunSince(lease.Since):
                Pause(lease.At, Pausing.Lease, "nobody renewed the lease", lease.Since);
                break;
            case ClockJumpNoticed jump when Begun && Pausing == Pausing.None:
                Pause(entry.At, Pausing.Lease, "the clock jumped", jump.Since);
                break;
            case SessionTimeOver:
                StopForGood(entry.At, "twenty minutes");
                break;
            case HostTrouble { Kind: HostFaultKind.LogFails }:
                // What the session was about to do in that very moment comes before.
                StopForGood(entry.At + TimeSpan.FromTicks(1), "the event log failed");
                break;
        }
    }

    /// <param name="since">A stint that ended after this was broken off.</param>
    private void Pause(TimeSpan at, Pausing why, string words, TimeSpan? since = null)
    {
        Pausing = why;
        EndAbsence(at);
        if (_pause is { To: var to } && to == TimeSpan.MaxValue)
            _pause.To = at;
        _pause = Demand(at, words);
        if (_severeAt != at && !IsEndedBySevere && (Level > 0 || (_stints.Count > 0 && _stints[^1].To >= (since ?? at))))
            _resumes = _stints[^1].Interrupted = true;
    }

    /// <summary>An 8 ends the press, whatever is said in the same moment, and although a device that does not hear of it goes on.</summary>
    private bool IsEndedBySevere => _stints.Count > 0 && _severeAt >= _stints[^1].From;

    private void Resume(TimeSpan at)
    {
        // What would run on without an owner is paused again at once.
        if (_silent && _resumes && !MayBeWhole(_pause?.From ?? at))
        {
            Pausing = Pausing.Lease;
            return;
        }
        (Pausing, _resumedAt) = (Pausing.None, at);
        _unsure |= IsCrowded(at) || _silent;
        // A release may go on, but nothing starts before somebody is there.
        if (_silent)
            _absence = _pause ?? _absence;
        else if (_pause is not null)
            _pause.To = at;
        _pause = null;
    }

    private void EndAbsence(TimeSpan at)
    {
        if (_absence is not null)
            _absence.To = at;
        _absence = null;
    }

    /// <summary>The press that was broken off may have come to its end in that very moment: the release follows.</summary>
    private bool MayBeWhole(TimeSpan brokenOff)
    {
        var press = _stints[_stints.FindLastIndex(stint => !stint.Resumed)..];
        var on = press.Aggregate(TimeSpan.Zero, (sum, stint) => sum + new Interval(stint.From, stint.To ?? brokenOff).Before(brokenOff));
        var warmUp = press.Contains(First!) ? allowance.WarmUpTime : TimeSpan.Zero;
        return on - warmUp + allowance.Late * press.Count >= allowance.ShortestPress;
    }

    /// <summary>Also a level that was asked for before and left only then, because the device needs its gap.</summary>
    private bool HasRunSince(TimeSpan since) => LevelAt(since) > 0 || (_stints[^1].From > since && !_byButton);

    private bool IsSurelyRunning(TimeSpan at) =>
        !_unsure && !troubles.Near(at, Troubles.Stop) && ((Level > 0 && !Foreign) || _stints[^1].To > at - allowance.Release);

    private Demand Demand(TimeSpan at, string why, bool foreign = false)
    {
        var demand = new Demand(at, why) { Foreign = foreign };
        _demands.Add(demand);
        return demand;
    }
}
