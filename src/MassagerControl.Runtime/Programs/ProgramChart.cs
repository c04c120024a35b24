using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Core.Programs;
using MassagerControl.Core.Sessions;
using MassageProgram = MassagerControl.Core.Programs.Program;

namespace MassagerControl.Runtime.Programs;

/// <summary>A program over its usual time: what it asks for, before any limit.</summary>
public sealed class ProgramChart
{
    private static readonly TimeSpan Fine = LevelPattern.ShortestGap;

    private readonly ImmutableArray<TimePoint>.Builder _level = ImmutableArray.CreateBuilder<TimePoint>();
    private readonly ImmutableArray<TimeMark>.Builder _marks = ImmutableArray.CreateBuilder<TimeMark>();
    private TimeSpan _now;

    private ProgramChart()
    {
    }

    public static TimeChart Of(MassageProgram program)
    {
        var chart = new ProgramChart();
        foreach (var step in program.Steps)
            chart.Add(step);
        return new(chart._now, chart._level.ToImmutable(), [], [], chart._marks.ToImmutable());
    }

    private void Add(ProgramStep step)
    {
        switch (step)
        {
            case WarmUp warmUp:
                Motor("warm up", warmUp.Duration, warmUp.Target, warmUp.Pattern);
                break;
            case CoolDown coolDown:
                Motor("cool down", coolDown.Duration, coolDown.Target, coolDown.Pattern);
                break;
            case Guided guided:
                _marks.Add(new(_now, "motor off"));
                Off(guided.Duration);
                break;
            case Cycle cycle:
                for (var rep = 1; rep <= cycle.Reps.Usual; rep++)
                    Press(cycle, rep);
                break;
        }
    }

    private void Press(Cycle cycle, int rep)
    {
        _marks.Add(new(_now, Phrase.Verbatim(rep.ToString(CultureInfo.InvariantCulture))));
        Draw(cycle.Press.Usual, since => cycle.Pattern is { } pattern
            ? pattern.Curve(since).Percent
            : since < cycle.Ramp ? cycle.Target.Percent * (since / cycle.Ramp) : cycle.Target.Percent);
        Off(cycle.Release);
    }

    private void Motor(Phrase name, TimeSpan length, Intensity target, LevelPattern? pattern)
    {
        _marks.Add(new(_now, name));
        Draw(length, since => pattern?.Curve(since).Percent ?? target.Percent);
    }

    private void Draw(TimeSpan length, Func<TimeSpan, double> percent)
    {
        for (var since = TimeSpan.Zero; since < length; since += Fine)
            _level.Add(new(_now + since, percent(since)));
        _now += length;
    }

    private void Off(TimeSpan length)
    {
        _level.Add(new(_now, 0));
        _now += length;
    }
}
