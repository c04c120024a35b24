using MassagerControl.Chaos.Running;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Chaos.Judging;

/// <summary>The motor rises by one step at a time, and the steps are 200 ms apart.</summary>
internal sealed class PaceWatch(Allowance allowance, Troubles troubles) : Watch
{
    private readonly List<(TimeSpan At, int Level)> _levels = [(TimeSpan.Zero, 0)];
    private bool _lost;

    public override void See(Turn turn, Course course)
    {
        // A level that was lost without a word, or a button that nobody could tell of: the program believes in another level.
        _lost |= turn.Entry is DeviceEntry { What: FaultBefell } || troubles.At(turn.At) || !turn.ByProgram && turn.Before != turn.After;
        if (turn.Before == turn.After)
            return;
        if (turn.Rises && turn.ByProgram && !_lost && turn.After - Lowest(turn) is var rise && rise > allowance.StepUp)
            Broken(turn.At, $"rose by {rise} levels to {turn.After} within 200 ms; one step is {allowance.StepUp}");
        if (_lost)
            _levels.Clear();
        _levels.Add((turn.At, turn.After));
        _lost &= !turn.ByProgram;
    }

    /// <summary>The lowest level within the last 200 ms; one that ended exactly so long ago does not count.</summary>
    private int Lowest(Turn turn)
    {
        var lowest = turn.Before;
        for (var i = _levels.Count - 1; i >= 0; i--)
        {
            lowest = Math.Min(lowest, _levels[i].Level);
            if (_levels[i].At <= turn.At - Allowance.StepGap)
                break;
        }
        return lowest;
    }
}
