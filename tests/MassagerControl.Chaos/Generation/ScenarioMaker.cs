using System.Collections.Immutable;
using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.People;

namespace MassagerControl.Chaos.Generation;

/// <summary>Makes the scenario of a number: device, program, person, and faults at moments that matter.</summary>
/// <remarks>
/// Moments are found by running what is there so far: a fault that is aimed at the edge of a phase must know when that phase is.
/// The same seed and number make the same scenario.
/// </remarks>
internal sealed class ScenarioMaker
{
    private const int MostDrafts = 50;
    private const int MostAims = 8;

    private static readonly string[] Harmless = ["1", "2", "3", "4", "5", "6", "7", "+", "-", "eased", "resume"];

    private static readonly string[] Ending = ["9", "10", "sharp", "numb", "radiating", "stop"];

    private readonly Dice _dice;
    private readonly Aim _aim;
    private Scenario _scenario;
    private readonly Prepared _prepared;

    private ScenarioMaker(int seed, int number, int attempt)
    {
        _dice = new Dice(seed + (attempt * 100_003), number);
        _aim = Aim.All[number % Aim.All.Length];
        (_scenario, _prepared) = Draft(seed, number);
    }

    public static Drawn Make(int seed, int number)
    {
        for (var attempt = 0; ; attempt++)
        {
            var drawn = new ScenarioMaker(seed, number, attempt).Make();
            var aim = Aim.All[number % Aim.All.Length];
            // Some sessions end before they come to the phase that they are aimed at.
            if (attempt == MostAims || drawn.Account.Hits.Contains((aim.Fault, aim.Phase)))
                return drawn;
        }
    }

    private Drawn Make()
    {
        AddPerson();
        SetStage();
        TakeAim();
        AddMore();
        return new(_scenario, _prepared, Rehearse());
    }

    private double PlannedSeconds => _prepared.Plan!.Steps.Sum(step => step switch
    {
        WarmUpStep s => s.Duration.TotalSeconds,
        CycleStep s => (s.Press + s.Release).TotalSeconds * s.Reps,
        GuidedStep s => s.Duration.TotalSeconds,
        CoolDownStep s => s.Duration.TotalSeconds,
        _ => 0,
    });

    private (Scenario Scenario, Prepared Prepared) Draft(int seed, int number)
    {
        for (var draft = 0; draft < MostDrafts; draft++)
        {
            var scenario = Draw(seed, number);
            var prepared = Prepared.Of(scenario);
            if (prepared.Plan is not null)
                return (scenario, prepared);
        }
        throw new InvalidOperationException($"seed {seed}, number {number}: no draft was allowed to run");
    }

    private Scenario Draw(int seed, int number)
    {
        var odd = _dice.OneIn(2);
        var shipped = _aim.Phase != "guided" && _dice.OneIn(2);
        var area = _dice.Pick<BodyArea>([.. BodyAreas.All.Where(area => area.Locked is null)]);
        return new()
        {
            Seed = seed,
            Number = number,
            Profile = odd ? null : _dice.Pick<string>(Prepared.ShippedProfiles),
            OwnProfile = odd ? OddProfile.Draw(_dice) : null,
            OnDisconnect = _dice.Pick<OnDisconnect?>(null, null, OnDisconnect.Stops, OnDisconnect.Continues),
            // The starter has neither a warm-up nor a cool-down.
            Program = !shipped ? null : _aim.Phase is "warm-up" or "cool-down" ? "compression" : _dice.Pick<string>(Prepared.ShippedPrograms),
            OwnProgram = shipped ? null : OddProgram.Draw(_dice, _aim.Phase),
            Area = area.Id,
            Side = area.HasSides ? _dice.Pick("left", "right") : null,
            Ceiling = _dice.OneIn(2) ? _dice.Whole(20, 100) : null,
            Reps = _dice.OneIn(6) ? _dice.Whole(1, 7) : null,
            Press = _dice.OneIn(6) ? _dice.Whole(5, 60) : null,
            PressPerArea = _dice.OneIn(3) ? 360 : null,
            WarmUp = _aim.Phase == "warm-up" || !_dice.OneIn(4),
            CoolDown = _aim.Phase == "cool-down" || !_dice.OneIn(4),
        };
    }

    private void AddPerson()
    {
        if (_dice.OneIn(2))
            _scenario = _scenario with { Person = _dice.Pick(Enum.GetValues<SimulatedPersonModel>()) };
        var says = new List<Saying>();
        var most = _scenario.Person is null ? 25 : 6;
        for (var left = _dice.Whole(0, most); left > 0; left--)
            says.Add(new(_dice.Seconds(0.2, PlannedSeconds + 5), Word()));
        if (_dice.OneIn(3))
            AddPause(says, _dice.Seconds(1, PlannedSeconds));
        _scenario = _scenario with { Says = Sorted(says) };
    }

    // Mostly something that lets the session go on: one that ends at once shows little.
    private string Word() => _dice.Whole(1, 100) switch
    {
        <= 8 => "8",
        <= 11 => _dice.Pick<string>(Ending),
        <= 14 => "pause",
        _ => _dice.Pick<string>(Harmless),
    };

    private void AddPause(List<Saying> says, double at)
    {
        says.Add(new(at, "pause"));
        if (!_dice.OneIn(5))
            says.Add(new(at + _dice.Seconds(0.001, 40), _dice.Pick("resume", "resume", "resume", "5")));
    }

    /// <summary>Phases that do not come by themselves are brought about first.</summary>
    private void SetStage()
    {
        switch (_aim.Phase)
        {
            case "connecting":
                Add(FaultDraw.Device(_dice, _dice.Pick("neverConnect", "delayAnswers", "silent"), 0.01, Levels) with { Write = null, Seconds = _dice.Seconds(0.5, 6) });
                break;
            case "paused":
                SetPause();
                break;
            case "reconnecting":
                Place("dropLink", _dice.Pick("warm-up", "compress", "hold", "release", "cool-down"), fault => fault with { Write = null, Seconds = _dice.Seconds(0.5, 50) });
                break;
            case "stopping":
                SetStop();
                break;
        }
    }

    private void SetPause()
    {
        if (Moment("compress", "hold", "release", "warm-up") is not { } at)
            return;
        var says = new List<Saying> { new(at, "pause") };
        if (!_dice.OneIn(3))
            says.Add(new(at + _dice.Seconds(3, 40), "resume"));
        _scenario = _scenario with { Says = Sorted(_scenario.Says.Concat(says)) };
    }

    /// <summary>A stop that the device does not confirm at once.</summary>
    private void SetStop()
    {
        if (Moment("compress", "hold", "warm-up", "cool-down") is not { } at)
            return;
        var seconds = _dice.Seconds(1, 9.5);
        Add(FaultDraw.Device(_dice, _dice.Pick("hung", "silent", "hung"), at, Levels) with { Write = null, Seconds = seconds });
        _scenario = _scenario with { Says = Sorted(_scenario.Says.Append(new(at + 0.001, "stop"))) };
    }

    private void TakeAim() => Place(_aim.Fault, _aim.Phase, fault => fault with { Write = null });

    private void AddMore()
    {
        for (var left = _dice.Whole(0, 3); left > 0; left--)
            Place(_dice.Pick<string>([.. Aim.DeviceFaults, .. Aim.HostFaults]), _dice.Pick<string>(Aim.Phases), fault => fault);
        if (!_dice.OneIn(3) || Moment([.. Aim.Phases]) is not { } at)
            return;
        _scenario = _scenario with { Says = Sorted(_scenario.Says.Append(new(at, _dice.OneIn(2) ? "stop" : Word()))) };
    }

    private int Levels => _prepared.Profile.Scale.Count;

    private void Place(string kind, string phase, Func<DeviceFault, DeviceFault> narrowed)
    {
        var before = Rehearse();
        if (Span(before, phase) is not { } span)
            return;
        var host = Array.FindIndex(Enum.GetValues<HostFaultKind>(), known => Observer.NameOf(known) == kind);
        if (host < 0)
            Add(narrowed(FaultDraw.Device(_dice, kind, MomentIn(span), Levels)));
        else if ((HostFaultKind)host != HostFaultKind.LogFails)
            _scenario = _scenario with { Host = _scenario.Host.Add(FaultDraw.Host(_dice, (HostFaultKind)host, MomentIn(span))) };
        else if (FaultDraw.FullLog(before, span) is { } full && _scenario.Host.All(fault => fault.Kind != HostFaultKind.LogFails))
            _scenario = _scenario with { Host = _scenario.Host.Add(full) };
    }

    private Account Rehearse() => ChaosSession.Run(_scenario, _prepared, Sabotage.None);

    /// <returns>Null when the session never comes to one of these phases.</returns>
    private double? Moment(params string[] phases)
    {
        var spans = Rehearse().Phases.Where(span => phases.Contains(span.Phase) && span.From < span.To).ToArray();
        return spans.Length == 0 ? null : MomentIn(Within(_dice.Pick<PhaseSpan>(spans)));
    }

    private Interval? Span(Account account, string phase)
    {
        var spans = account.Phases.Where(span => span.Phase == phase && span.From < span.To).ToArray();
        return spans.Length == 0 ? null : Within(_dice.Pick<PhaseSpan>(spans));
    }

    private static Interval Within(PhaseSpan span) => new(span.From, span.To);

    /// <summary>Half of all moments lie at an edge of the phase: that is where mistakes are.</summary>
    private double MomentIn(Interval span)
    {
        var (from, to) = (span.From.TotalSeconds, span.To.TotalSeconds);
        var middle = from + (to - from) * _dice.Whole(1, 99) / 100;
        var at = _dice.Whole(0, 7) switch
        {
            0 => from,
            1 => Math.Min(from + 0.001, middle),
            2 => Math.Max(to - 0.001, middle),
            3 => Math.Min(from + 0.25, middle),
            _ => middle,
        };
        return Math.Round(at, 6);
    }

    private void Add(DeviceFault fault) => _scenario = _scenario with { Faults = _scenario.Faults.Add(fault) };

    private static ImmutableArray<Saying> Sorted(IEnumerable<Saying> says) => [.. says.OrderBy(saying => saying.At)];
}
