using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Screening;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Programs;

/// <summary>What a person asked for; each choice is already inside its option's range.</summary>
public sealed record SessionRequest
{
    public required Program Program { get; init; }

    public required MassagerTraits Massager { get; init; }

    public required BodyArea Area { get; init; }

    public string? Side { get; init; }

    public int? Reps { get; init; }

    public TimeSpan? Press { get; init; }

    public Intensity? Ceiling { get; init; }

    public bool WarmUp { get; init; } = true;

    public bool CoolDown { get; init; } = true;

    /// <summary>Held to <see cref="HardLimits.PressPerArea"/>, whatever a setting says.</summary>
    public TimeSpan PressPerArea { get; init => field = value < HardLimits.PressPerArea ? value : HardLimits.PressPerArea; } = HardLimits.DefaultPressPerArea;

    /// <summary>What the check-in says. A real device needs one; null: there was none.</summary>
    public CheckInVerdict? CheckIn { get; init; }

    /// <summary>Press time that the last 24 hours leave; null where nobody counts.</summary>
    public TimeSpan? DayRoom { get; init; }

    public int? Seed { get; init; }
}

/// <summary>A plan, or every reason why there is none.</summary>
/// <param name="Notes">What a person should know although the plan stands, e.g. a choice outside the program's cited range.</param>
public sealed record PlanResult(SessionPlan? Plan, ImmutableArray<Phrase> Refusals, ImmutableArray<Phrase> Notes);

/// <summary>Turns a wish into a plan, or refuses it with all reasons.</summary>
public static class SessionPlanner
{
    public static PlanResult Plan(SessionRequest wish)
    {
        var notes = ImmutableArray.CreateBuilder<Phrase>();
        var steps = Steps(wish, notes);
        var ceilings = Ceilings(wish);
        if (wish.Massager.IsHeldLower)
            notes.Add(Phrase.Of($"at most {HardLimits.AttendedCeiling} and {HardLimits.AttendedPress.TotalSeconds:0.##} s a press; find the device's own button first: {Attended(wish.Massager)}"));
        ImmutableArray<Phrase> refusals = [.. Refusals(wish, steps, ceilings), .. CheckInRefusals(wish)];
        if (!refusals.IsEmpty)
            return new(null, refusals, notes.ToImmutable());

        var plan = new SessionPlan
        {
            Program = wish.Program.Id,
            Band = wish.Program.Band,
            Steps = steps,
            Massager = wish.Massager,
            Area = wish.Area.Id,
            Side = wish.Side,
            UserCeiling = wish.Ceiling ?? Intensity.Full,
            Ceilings = ceilings,
            StartCap = wish.CheckIn?.StartCap,
            Budget = Budget(wish),
            Seed = wish.Seed,
        };
        return new(plan, [], notes.ToImmutable());
    }

    /// <summary>What speaks against a session whatever the check-in will say: nobody is asked questions in vain.</summary>
    public static ImmutableArray<Phrase> RefusalsBeforeCheckIn(SessionRequest wish) =>
        [.. Refusals(wish, Steps(wish, ImmutableArray.CreateBuilder<Phrase>()), Ceilings(wish))];

    private static ImmutableArray<PlanStep> Steps(SessionRequest wish, ImmutableArray<Phrase>.Builder notes)
    {
        var steps = ImmutableArray.CreateBuilder<PlanStep>();
        foreach (var step in wish.Program.Steps)
        {
            switch (step)
            {
                case WarmUp warmUp when wish.WarmUp:
                    steps.Add(new WarmUpStep(warmUp.Duration, warmUp.Target));
                    break;
                case CoolDown coolDown when wish.CoolDown:
                    steps.Add(new CoolDownStep(coolDown.Duration, coolDown.Target));
                    break;
                case Guided guided:
                    steps.Add(new GuidedStep(guided.Duration, guided.Text));
                    break;
                case Cycle cycle:
                    steps.Add(Presses(cycle, wish, notes));
                    break;
            }
        }
        return steps.DrainToImmutable();
    }

    private static CycleStep Presses(Cycle cycle, SessionRequest wish, ImmutableArray<Phrase>.Builder notes)
    {
        var press = wish.Press ?? cycle.Press.Usual;
        var reps = wish.Reps ?? cycle.Reps.Usual;
        if (press < cycle.Press.Shortest || press > cycle.Press.Longest)
            notes.Add(Phrase.Of($"{wish.Program.Id} is cited with presses of {cycle.Press.Shortest.TotalSeconds:0.##}–{cycle.Press.Longest.TotalSeconds:0.##} s; you chose {press.TotalSeconds:0.##} s"));
        if (reps < cycle.Reps.Fewest || reps > cycle.Reps.Most)
            notes.Add(Phrase.Of($"{wish.Program.Id} is cited with {cycle.Reps.Fewest}–{cycle.Reps.Most} reps; you chose {reps}"));
        press = Shortened(press, wish, notes);
        var ramp = cycle.Ramp < press ? cycle.Ramp : press;
        return new(press, ramp, cycle.Release, reps, cycle.Target, cycle.EndsOnEased);
    }

    /// <summary>The press as long as the check-in and the device allow, with a note where that is shorter.</summary>
    private static TimeSpan Shortened(TimeSpan press, SessionRequest wish, ImmutableArray<Phrase>.Builder notes)
    {
        var limits = new List<PressLimit>();
        if (wish.CheckIn?.Press is { } careful)
            limits.Add(careful);
        if (wish.Massager.IsHeldLower)
            limits.Add(new(HardLimits.AttendedPress, Attended(wish.Massager)));
        var binding = limits.Where(limit => limit.Longest < press).OrderBy(limit => limit.Longest).ToArray();
        foreach (var limit in binding)
            notes.Add(Phrase.Of($"presses last {limit.Longest.TotalSeconds:0.##} s instead of {press.TotalSeconds:0.##} s: {limit.Reason}"));
        return binding.Length > 0 ? binding[0].Longest : press;
    }

    private static Phrase Attended(MassagerTraits massager) => massager.AttendedOnly
        ? "this device is driven only with somebody in the room"
        : "nobody has shown that this device stops when the link breaks";

    private static ImmutableArray<LimitReason> Ceilings(SessionRequest wish)
    {
        var ceilings = ImmutableArray.CreateBuilder<LimitReason>();
        if (wish.Massager.Ceiling < Intensity.Full)
            ceilings.Add(new("profile-ceiling", wish.Massager.Ceiling, "the device's profile allows no more"));
        if (wish.Area.Ceiling < Intensity.Full)
            ceilings.Add(new("area-ceiling", wish.Area.Ceiling, Phrase.Of($"{wish.Area.Name}: {wish.Area.Caution}")));
        if (wish.Program.Ceiling is { } starter)
            ceilings.Add(new("starter-ceiling", starter, Phrase.Of($"{wish.Program.Id} is a first session: it stays gentle")));
        if (wish.Massager.IsHeldLower)
            ceilings.Add(new("attended-ceiling", HardLimits.AttendedCeiling, Attended(wish.Massager)));
        ceilings.AddRange(wish.CheckIn?.Ceilings ?? []);
        return ceilings.DrainToImmutable();
    }

    private static IEnumerable<Phrase> CheckInRefusals(SessionRequest wish)
    {
        if (wish.CheckIn is not { } checkIn)
        {
            if (!wish.Massager.Simulated)
                yield return "no check-in: a real device runs only after one";
            yield break;
        }
        if (checkIn.Place != new AreaPlace(wish.Area.Id, wish.Side))
            yield return Phrase.Of($"the check-in is about another place: {checkIn.Place}");
        foreach (var reason in checkIn.Emergency.Concat(checkIn.Refusals))
            yield return reason.Words;
        foreach (var closed in checkIn.LocksHere)
            yield return closed.Until is { } until
                ? Phrase.Of($"{wish.Area.Name} stays closed until {until:yyyy-MM-dd HH:mm}: {closed.Reason}")
                : Phrase.Of($"{wish.Area.Name} stays closed: {closed.Reason}");
    }

    private static PressBudget Budget(SessionRequest wish)
    {
        var budget = PressBudget.Hard with { Most = wish.PressPerArea };
        if (wish.Massager.Kind == MassagerKind.Roller && HardLimits.RollerPressPerArea < budget.Most)
            budget = new(HardLimits.RollerPressPerArea, "the most for a roller in a session");
        return wish.DayRoom is { } room && room < budget.Most ? new(room, "all that the last 24 hours leave") : budget;
    }

    private static IEnumerable<Phrase> Refusals(SessionRequest wish, ImmutableArray<PlanStep> steps, ImmutableArray<LimitReason> ceilings)
    {
        var (area, massager, lowest) = (wish.Area, wish.Massager, wish.Massager.Scale.Lowest);
        if (area.Locked is { } locked)
            yield return Phrase.Of($"{area.Name} is locked: {locked}");
        if (massager.Kind == MassagerKind.Roller && area.NoRoller is { } noRoller)
            yield return Phrase.Of($"{area.Name}: {noRoller}");
        if (lowest > HardLimits.HighestLowestLevel)
            yield return Phrase.Of($"the lowest level of {massager.Name} is {lowest}, above {HardLimits.HighestLowestLevel}: it cannot start gently");
        if (wish.Ceiling is { } user && massager.Scale.Floor(user).IsOff)
            yield return Phrase.Of($"your ceiling of {user} is below the device's lowest level of {lowest}");
        foreach (var ceiling in ceilings.Where(c => massager.Scale.Floor(c.Cap).IsOff))
            yield return Phrase.Of($"the limit {ceiling.Rule} of {ceiling.Cap} is below the device's lowest level of {lowest} ({ceiling.Reason})");
        foreach (var refusal in TimeRefusals(wish, steps))
            yield return refusal;
    }

    private static IEnumerable<Phrase> TimeRefusals(SessionRequest wish, ImmutableArray<PlanStep> steps)
    {
        var press = Total(steps, step => step is CycleStep c ? c.Press * c.Reps : TimeSpan.Zero);
        var whole = Total(steps, Length);
        if (press > wish.PressPerArea)
            yield return Phrase.Of($"{press.TotalSeconds:0.##} s of press in one area; at most {wish.PressPerArea.TotalSeconds:0.##} s in a session");
        if (wish.Massager.Kind == MassagerKind.Roller && press > HardLimits.RollerPressPerArea)
            yield return Phrase.Of($"{press.TotalSeconds:0.##} s of press with a roller; at most {HardLimits.RollerPressPerArea.TotalSeconds:0.##} s");
        if (whole > HardLimits.Session)
            yield return Phrase.Of($"the session would take {whole.TotalSeconds:0.##} s; at most {HardLimits.Session.TotalSeconds:0.##} s");
    }

    private static TimeSpan Length(PlanStep step) => step switch
    {
        WarmUpStep s => s.Duration,
        CycleStep s => (s.Press + s.Release) * s.Reps,
        GuidedStep s => s.Duration,
        CoolDownStep s => s.Duration,
        _ => throw new ArgumentException($"Unknown step {step.GetType().Name}.", nameof(step)),
    };

    private static TimeSpan Total(ImmutableArray<PlanStep> steps, Func<PlanStep, TimeSpan> part) =>
        steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + part(step));
}
