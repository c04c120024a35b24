using MassagerControl.Chaos.Running;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Chaos.Judging;

/// <summary>Nothing but stop is written where the motor must be off, and nothing at all after the end.</summary>
internal sealed class WriteWatch(Allowance allowance) : Watch
{
    public override void See(Turn turn, Course course)
    {
        if (turn.Entry is not DeviceEntry { What: FrameArrived frame })
            return;
        if (course.Ended)
            Broken(turn.At, $"wrote {frame.Operation ?? frame.Hex} after the end");
        else if (frame.Operation is { } operation && allowance.Driving.Contains(operation) && !course.IsCrowded(turn.At)
            && course.Demands.FirstOrDefault(demand => demand.From <= turn.At && turn.At < demand.To) is { } demand)
            Broken(turn.At, FormattableString.Invariant($"wrote {operation} although the motor must be off since {demand.From.TotalSeconds:0.####} s: {demand.Why}"));
    }
}
