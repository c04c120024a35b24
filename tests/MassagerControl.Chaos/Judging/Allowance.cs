using System.Collections.Immutable;
using MassagerControl.Chaos.Running;
using MassagerControl.Core.Programs;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Chaos.Judging;

/// <summary>What the scenario alone allows, in whole levels; none of it is asked of the program's own law.</summary>
/// <remarks>The numbers are those of docs/control-law.md, written down again on purpose.</remarks>
internal sealed class Allowance
{
    public const int StartPercent = 25;
    public const int SeverePercent = 70;

    public static readonly TimeSpan LongestPress = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan ShortestRelease = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan MostPress = TimeSpan.FromSeconds(360);
    public static readonly TimeSpan MostPressOfRoller = TimeSpan.FromSeconds(180);
    public static readonly TimeSpan LongestSession = TimeSpan.FromMinutes(20);
    public static readonly TimeSpan StepGap = TimeSpan.FromMilliseconds(200);
    public static readonly TimeSpan SevereRest = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);
    public const int MostReps = 7;

    private readonly ImmutableArray<ProgramStep> _steps;

    public Allowance(Account account)
    {
        var (scenario, prepared) = (account.Scenario, account.Prepared);
        Levels = prepared.Profile.Scale.Count;
        Band = (prepared.Program.Band.Low.Value, prepared.Program.Band.High.Value);
        _steps = [.. prepared.Program.Steps.Where(step => step switch
        {
            Core.Programs.WarmUp => scenario.WarmUp,
            Core.Programs.CoolDown => scenario.CoolDown,
            _ => true,
        })];
        User = LevelAt(scenario.Ceiling ?? 100);
        Fixed = LevelAt(new[] { prepared.Profile.Ceiling.Percent, prepared.Area.Ceiling.Percent, prepared.Program.Ceiling?.Percent ?? 100, _steps.Max(Target) }.Min());
        Press = scenario.Press is { } press ? Seconds.Span(press) : Cycles.Max(cycle => cycle.Press.Usual);
        ShortestPress = scenario.Press is { } own ? Seconds.Span(own) : Cycles.Min(cycle => cycle.Press.Usual);
        Release = Cycles.Min(cycle => cycle.Release);
        Reps = Cycles.Sum(cycle => scenario.Reps ?? cycle.Reps.Usual);
        PressTotal = Cycles.Aggregate(TimeSpan.Zero, (sum, cycle) => sum + (scenario.Press is { } set ? Seconds.Span(set) : cycle.Press.Usual) * (scenario.Reps ?? cycle.Reps.Usual));
        WarmUp = _steps.OfType<WarmUp>().FirstOrDefault();
        Tells = prepared.Profile.Notifications.Any(format => format.TellsLevel);
        Driving = DrivingOperations(prepared.Profile);
        Late = (prepared.Profile.MinimumGap * 3) + (prepared.Profile.Steps?.Gap ?? TimeSpan.Zero) * Levels + TimeSpan.FromMilliseconds(1);
    }

    public int Levels { get; }

    public (int Low, int High) Band { get; }

    /// <summary>One step up: ten points or one level, whichever is more.</summary>
    public int StepUp => Math.Max(1, Levels / 10);

    public int StepDown => Math.Max(1, (Levels + 9) / 10);

    public int Start => Math.Max(1, LevelAt(StartPercent));

    /// <summary>The person's own ceiling at the beginning.</summary>
    public int User { get; }

    /// <summary>Everything that no rating and no key moves: device, area, program.</summary>
    public int Fixed { get; }

    public TimeSpan Press { get; }

    public TimeSpan ShortestPress { get; }

    public TimeSpan PressTotal { get; }

    /// <summary>The motor may begin so much later than its phase: a start of its own goes before the first level.</summary>
    public TimeSpan Late { get; }

    public TimeSpan Release { get; }

    public int Reps { get; }

    public WarmUp? WarmUp { get; }

    /// <summary>They follow each other without a release.</summary>
    public int CoolDowns => _steps.OfType<CoolDown>().Count();

    public TimeSpan WarmUpTime => WarmUp?.Duration ?? TimeSpan.Zero;

    public TimeSpan CoolDownTime => _steps.OfType<CoolDown>().Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Duration);

    /// <summary>The device says its level.</summary>
    public bool Tells { get; }

    /// <summary>Operations that can make the motor run, or run on.</summary>
    public ImmutableHashSet<string> Driving { get; }

    private IEnumerable<Cycle> Cycles => _steps.OfType<Cycle>();

    /// <summary>The highest level that does not exceed the percentage; one written with two decimals names the level that shows these decimals.</summary>
    public int LevelAt(double percent)
    {
        var hundredths = (long)Math.Round(percent * 100);
        var level = Math.Min(((2 * hundredths) + 1) * Levels / 20_000, ((4 * hundredths * Levels) + 10_000) / 40_000);
        return (int)Math.Min(level, Levels);
    }

    /// <summary>At most seven tenths of a level, with the same two decimals.</summary>
    public int Severe(int level) => Math.Min((int)(((long)level * SeverePercent * 1000 + (5L * Levels)) / 100_000), ((level * SeverePercent * 4) + 100) / 400);

    private static double Target(ProgramStep step) => step switch
    {
        Core.Programs.WarmUp warmUp => warmUp.Target.Percent,
        Cycle cycle => cycle.Target.Percent,
        Core.Programs.CoolDown coolDown => coolDown.Target.Percent,
        _ => 0,
    };

    private static ImmutableHashSet<string> DrivingOperations(DeviceProfile profile)
    {
        var driving = profile.Chain(profile.SetLevel)
            .Concat(profile.Start is { } start ? profile.Chain(start) : [])
            .Concat(profile.Countdown?.Arm is { } arm ? profile.Chain(arm) : [])
            .Concat(profile.Steps is { } steps ? profile.Chain(steps.Up) : []);
        return [.. driving.Select(operation => operation.Name)];
    }
}
