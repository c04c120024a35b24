using MassagerControl.Chaos.Running;

namespace MassagerControl.Chaos.Judging;

/// <summary>Where the motor must be off it is off, at once when nothing hinders it, and nothing turns it on again.</summary>
internal sealed class OffWatch(Troubles troubles) : Watch
{
    private readonly List<(Interval Stretch, bool Foreign)> _running = [];
    private TimeSpan _since;
    private bool _foreign;

    public override void See(Turn turn, Course course)
    {
        if (turn.Before > 0 && turn.Before != turn.After)
            _running.Add((new(_since, turn.At), _foreign));
        if (turn.Before != turn.After)
            (_since, _foreign) = (turn.At, course.Foreign);
        if (turn.Rises && turn.ByProgram && !course.IsCrowded(turn.At) && course.Demands.FirstOrDefault(demand => demand.From <= turn.At && turn.At < demand.To) is { } demand)
            Broken(turn.At, FormattableString.Invariant($"rose to level {turn.After} although it must be off since {demand.From.TotalSeconds:0.####} s: {demand.Why}"));
    }

    public override void Close(TimeSpan watched, Course course)
    {
        if (course.Level > 0)
            _running.Add((new(_since, watched), _foreign));
        foreach (var demand in course.Demands)
            foreach (var (stretch, foreign) in _running)
                if (demand.Foreign || !foreign)
                    Judge(demand, stretch);
    }

    private void Judge(Demand demand, Interval stretch)
    {
        var from = troubles.Begin(demand.From);
        var both = new Interval(from > stretch.From ? from : stretch.From, demand.To < stretch.To ? demand.To : stretch.To);
        if (both.From < both.To && troubles.FirstUnexcused(both) is { } at)
            Broken(at, FormattableString.Invariant(
                $"the motor ran from {stretch.From.TotalSeconds:0.####} to {stretch.To.TotalSeconds:0.####} s and must be off since {demand.From.TotalSeconds:0.####} s: {demand.Why}"));
    }
}
