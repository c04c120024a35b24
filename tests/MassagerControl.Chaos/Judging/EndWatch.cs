using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Chaos.Judging;

/// <summary>Every session ends, says truly how, and never says that the motor is off while it runs.</summary>
internal sealed class EndWatch(Troubles troubles, Account account) : Watch
{
    private static readonly TimeSpan StopRepeat = TimeSpan.FromSeconds(10);
    // A link that is made, or a stop that began anew because the computer stood still.
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(60);

    private readonly HostSpan _host = new(account);
    private TimeSpan? _mustLock;
    private bool _ignoresStop;
    private TimeSpan _lastButton = TimeSpan.MinValue;
    private TimeSpan _lastStop = TimeSpan.MinValue;
    private TimeSpan? _started;

    public override void See(Turn turn, Course course)
    {
        switch (turn.Entry)
        {
            case ProgramStarted:
                _started = turn.At;
                break;
            case Said said when !course.Ended && (Saying.IsRedFlag(said.Say) || turn.Heard && Saying.Rating(said.Say) is >= 9):
                _mustLock ??= turn.At;
                break;
            case DeviceEntry { What: FrameArrived { Operation: { } operation } } when operation == account.Prepared.Profile.Stop.Name:
                _lastStop = turn.At;
                break;
            case DeviceEntry { What: MotorChanged } when !turn.ByProgram && turn.After > 0:
                _lastButton = turn.At;
                break;
            case DeviceEntry { What: FaultBegan { Fault: IgnoreStop } }:
                _ignoresStop = true;
                break;
            case ProgramEnded ended:
                Judge(ended, course);
                break;
        }
    }

    private void Judge(ProgramEnded ended, Course course)
    {
        if (ended.Broken is { } broken)
            Broken(ended.At, $"a fault of the program: {broken}");
        if (ended.End is not { } end)
            return;
        var longest = Allowance.LongestSession + StopRepeat + Connecting;
        if (_host.Between(_started!.Value, ended.At) > longest + Lost)
            Broken(ended.At, FormattableString.Invariant($"the session took {(ended.At - _started.Value).TotalSeconds:0.#} s"));
        ExitCode(ended, end);
        Motor(ended, end, course);
        // What is said at the very moment of the end comes too late.
        if (_mustLock < ended.At && !end.AreaLocked)
            Broken(ended.At, "a red flag or a 9–10 was given, and the area is not locked");
    }

    private TimeSpan Lost => account.Entries.OfType<HostTrouble>().Where(trouble => trouble.Kind is HostFaultKind.LoopHung or HostFaultKind.Frozen)
        .Aggregate(TimeSpan.Zero, (sum, trouble) => sum + (trouble.Until - trouble.At));

    private void ExitCode(ProgramEnded ended, SessionEnd end)
    {
        var expected = end.Outcome switch
        {
            "completed" => 0,
            "stopped" or "rating" or "red-flag" or "no-answer" or "limit" => 3,
            "device" => 4,
            "uncertain" => 5,
            _ => -1,
        };
        if (expected is 0 or 3 && account.Entries.OfType<HostTrouble>().Any(trouble => trouble.Kind == HostFaultKind.LogFails))
            expected = 2;
        if (ended.ExitCode != expected)
            Broken(ended.At, $"outcome {end.Outcome} with exit code {ended.ExitCode}; it must be {expected}");
        if (end.ConfirmedOff == (end.Outcome == "uncertain"))
            Broken(ended.At, $"outcome {end.Outcome} with confirmedOff: {end.ConfirmedOff}");
    }

    private void Motor(ProgramEnded ended, SessionEnd end, Course course)
    {
        var told = account.Entries.OfType<Shown>().Any(shown => shown.Line.Contains("press the button on the device", StringComparison.Ordinal));
        if (end.Outcome == "uncertain" && !told)
            Broken(ended.At, "uncertain, and the person was not told to press the device's button");
        if (course.Level == 0 || _lastButton >= _lastStop)
            return;
        // What the program never turned on is not its own to turn off.
        if (end.ConfirmedOff && course.Begun && !IsLie(ended.At))
            Broken(ended.At, $"confirmedOff, and the motor runs at level {course.Level}");
        if (!end.ConfirmedOff && (StoodTooLong(ended.At) || (!troubles.At(ended.At) && troubles.FirstUnexcused(new(ended.At - StopRepeat, ended.At)) is not null)))
            Broken(ended.At, $"gave up with the motor at level {course.Level}, although the device could be reached");
    }

    /// <summary>Whoever goes on in this moment and has missed all the time that stopping or reconnecting may take has not tried it.</summary>
    private bool StoodTooLong(TimeSpan at) => account.Entries.OfType<HostTrouble>().Any(trouble =>
        trouble.Kind == HostFaultKind.Frozen && trouble.Until == at && trouble.Until - trouble.At > Connecting + Allowance.Lease);

    /// <summary>The device said that it stopped, or its profile says that it does, and it did not.</summary>
    private bool IsLie(TimeSpan at) => troubles.Lies || troubles.Mute && (_ignoresStop || troubles.At(at));
}
