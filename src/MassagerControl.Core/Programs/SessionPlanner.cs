using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Screening;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Programs;

/// <summary>Turns a request into a plan, or refuses it with all reasons.</summary>
public static class SessionPlanner
{
    public static PlanResult Plan(SessionRequest request)
    {
        var notes = ImmutableArray.CreateBuilder<Phrase>();
        var steps = Steps(request, notes);
        var ceilings = Ceilings(request);
        if (request.Massager.IsHeldLower)
            notes.Add(Phrase.Of($"at most {HardLimits.AttendedCeiling} and {HardLimits.AttendedPress.TotalSeconds:0.##} s a press; find the device's own button first: {Attended(request.Massager)}"));
        ImmutableArray<Phrase> refusals = [.. Refusals(request, steps, ceilings), .. CheckInRefusals(request)];
        if (!refusals.IsEmpty)
            return new(null, refusals, notes.ToImmutable());

        var plan = new SessionPlan
        {
            Program = request.Program.Id,
            Band = request.Program.Band,
            Steps = steps,
            Massager = request.Massager,
            Area = request.Area.Id,
            Side = request.Side,
            UserCeiling = request.Ceiling ?? Intensity.Full,
            Ceilings = ceilings,
            StartCap = request.CheckIn?.StartCap,
            Budget = Budget(request),
            Seed = request.Seed,
        };
        return new(plan, [], notes.ToImmutable());
    }

    /// <summary>What speaks against a session whatever the check-in will say: nobody is asked questions in vain.</summary>
    public static ImmutableArray<Phrase> RefusalsBeforeCheckIn(SessionRequest request) =>
        [.. Refusals(request, Steps(request, ImmutableArray.CreateBuilder<Phrase>()), Ceilings(request))];

    private static ImmutableArray<PlanStep> Steps(SessionRequest request, ImmutableArray<Phrase>.Builder notes)
    {
        var steps = ImmutableArray.CreateBuilder<PlanStep>();
        foreach (var step in request.Program.Steps)
        {
            switch (step)
            {
                case WarmUp warmUp when request.WarmUp:
                    steps.Add(new WarmUpStep(warmUp.Duration, Target(warmUp.Target, warmUp.Pattern, request)) { Pattern = Played(warmUp.Pattern, request, notes) });
                    break;
                case CoolDown coolDown when request.CoolDown:
                    steps.Add(new CoolDownStep(coolDown.Duration, Target(coolDown.Target, coolDown.Pattern, request)) { Pattern = Played(coolDown.Pattern, request, notes) });
                    break;
                case Guided guided:
                    steps.Add(new GuidedStep(guided.Duration, guided.Text));
                    break;
                case Cycle cycle:
                    steps.Add(Presses(cycle, request, notes));
                    break;
            }
        }
        return steps.DrainToImmutable();
    }

    private static CycleStep Presses(Cycle cycle, SessionRequest request, ImmutableArray<Phrase>.Builder notes)
    {
        var press = request.PressOf(cycle);
        if (request is { Press: null, SessionsDone: not null } && press < cycle.Growth.LastOrDefault())
            notes.Add(Phrase.Of($"the press lasts {press.TotalSeconds:0.##} s after {Phrase.Count(request.SessionsDone.Value, "session")} with {request.Program.Id} here; it grows to {cycle.Growth[^1].TotalSeconds:0.##} s"));
        var reps = request.Reps ?? cycle.Reps.Usual;
        if (press < cycle.Press.Shortest || press > cycle.Press.Longest)
            notes.Add(Phrase.Of($"{request.Program.Id} is cited with presses of {cycle.Press.Shortest.TotalSeconds:0.##}–{cycle.Press.Longest.TotalSeconds:0.##} s; you chose {press.TotalSeconds:0.##} s"));
        if (reps < cycle.Reps.Fewest || reps > cycle.Reps.Most)
            notes.Add(Phrase.Of($"{request.Program.Id} is cited with {cycle.Reps.Fewest}–{cycle.Reps.Most} reps; you chose {reps}"));
        press = Shortened(press, request, notes);
        var ramp = cycle.Ramp < press ? cycle.Ramp : press;
        return new(press, ramp, cycle.Release, reps, Target(cycle.Target, cycle.Pattern, request), cycle.EndsOnEased)
        {
            Motion = cycle.Motion,
            Pattern = Played(cycle.Pattern, request, notes),
            Cues = cycle.Cues,
        };
    }

    /// <summary>Where a pattern cannot be played, the middle of it, or the device's lowest level.</summary>
    private static Intensity Target(Intensity target, LevelPattern? pattern, SessionRequest request)
    {
        var scale = request.Massager.Scale;
        return pattern is null || pattern.On(scale, request.Massager.LevelGap) is not null ? target : Intensity.Min(target, Intensity.Max(scale.Lowest, pattern.Middle));
    }

    /// <summary>The pattern as this device can play it; an even strength, with a note, where it cannot.</summary>
    private static LevelPattern? Played(LevelPattern? pattern, SessionRequest request, ImmutableArray<Phrase>.Builder notes)
    {
        var (scale, gap) = (request.Massager.Scale, request.Massager.LevelGap);
        var played = pattern?.On(scale, gap);
        if (pattern is not null && played is null)
        {
            Phrase note = gap * LevelPattern.FewestMoments > pattern.Period
                ? Phrase.Of($"{request.Massager.Name} takes a level every {gap.TotalSeconds:0.##} s: the strength stays even where the program lets it come and go")
                : Phrase.Of($"{request.Massager.Name} has {Phrase.Count(scale.Count, "level")}: the strength stays even where the program lets it come and go");
            if (!notes.Contains(note))
                notes.Add(note);
        }
        return played;
    }

    /// <summary>The press as long as the check-in and the device allow, with a note where that is shorter.</summary>
    private static TimeSpan Shortened(TimeSpan press, SessionRequest request, ImmutableArray<Phrase>.Builder notes)
    {
        var limits = new List<PressLimit>();
        if (request.CheckIn?.Press is { } careful)
            limits.Add(careful);
        if (request.Massager.IsHeldLower)
            limits.Add(new(HardLimits.AttendedPress, Attended(request.Massager)));
        var binding = limits.Where(limit => limit.Longest < press).OrderBy(limit => limit.Longest).ToArray();
        foreach (var limit in binding)
            notes.Add(Phrase.Of($"presses last {limit.Longest.TotalSeconds:0.##} s instead of {press.TotalSeconds:0.##} s: {limit.Reason}"));
        return binding.Length > 0 ? binding[0].Longest : press;
    }

    private static Phrase Attended(MassagerTraits massager) => massager.AttendedOnly
        ? "this device is driven only with somebody in the room"
        : "nobody has shown that this device stops when the link breaks";

    private static ImmutableArray<LimitReason> Ceilings(SessionRequest request)
    {
        var ceilings = ImmutableArray.CreateBuilder<LimitReason>();
        if (request.Massager.Ceiling < Intensity.Full)
            ceilings.Add(new("profile-ceiling", request.Massager.Ceiling, "the device's profile allows no more"));
        if (request.Area.Ceiling < Intensity.Full)
            ceilings.Add(new("area-ceiling", request.Area.Ceiling, Phrase.Of($"{request.Area.Name}: {request.Area.Caution}")));
        if (request.Program.Ceiling is { } starter)
            ceilings.Add(new("starter-ceiling", starter, Phrase.Of($"{request.Program.Id} is a first session: it stays gentle")));
        if (request.Massager.IsHeldLower)
            ceilings.Add(new("attended-ceiling", HardLimits.AttendedCeiling, Attended(request.Massager)));
        if (request.Gentle is { } gentle)
            ceilings.Add(gentle);
        ceilings.AddRange(request.CheckIn?.Ceilings ?? []);
        return ceilings.DrainToImmutable();
    }

    private static IEnumerable<Phrase> CheckInRefusals(SessionRequest request)
    {
        if (request.CheckIn is not { } checkIn)
        {
            if (!request.Massager.Simulated)
                yield return "no check-in: a real device runs only after one";
            yield break;
        }
        if (checkIn.Place != new AreaPlace(request.Area.Id, request.Side))
            yield return Phrase.Of($"the check-in is about another place: {checkIn.Place}");
        foreach (var reason in checkIn.Emergency.Concat(checkIn.Refusals))
            yield return reason.Words;
        foreach (var closed in checkIn.LocksHere)
            yield return closed.Until is { } until
                ? Phrase.Of($"{request.Area.Name} stays closed until {until:yyyy-MM-dd HH:mm}: {closed.Reason}")
                : Phrase.Of($"{request.Area.Name} stays closed: {closed.Reason}");
    }

    private static PressBudget Budget(SessionRequest request)
    {
        var budget = PressBudget.Hard with { Most = request.PressPerArea };
        if (request.Program.MostPress is { } own && own < budget.Most)
            budget = new(own, Phrase.Of($"the most that {request.Program.Id} gives in a session"));
        if (request.Massager.Kind == MassagerKind.Roller && HardLimits.RollerPressPerArea < budget.Most)
            budget = new(HardLimits.RollerPressPerArea, "the most for a roller in a session");
        return request.DayRoom is { } room && room < budget.Most ? new(room, "all that the last 24 hours leave") : budget;
    }

    private static IEnumerable<Phrase> Refusals(SessionRequest request, ImmutableArray<PlanStep> steps, ImmutableArray<LimitReason> ceilings)
    {
        var (area, massager, lowest) = (request.Area, request.Massager, request.Massager.Scale.Lowest);
        if (area.Locked is { } locked)
            yield return Phrase.Of($"{area.Name} is locked: {locked}");
        if (massager.Kind == MassagerKind.Roller && area.NoRoller is { } noRoller)
            yield return Phrase.Of($"{area.Name}: {noRoller}");
        foreach (var refusal in NotWrittenFor(request))
            yield return refusal;
        if (lowest > HardLimits.HighestLowestLevel)
            yield return Phrase.Of($"the lowest level of {massager.Name} is {lowest}, above {HardLimits.HighestLowestLevel}: it cannot start gently");
        if (request.Ceiling is { } user && massager.Scale.Floor(user).IsOff)
            yield return Phrase.Of($"your ceiling of {user} is below the device's lowest level of {lowest}");
        foreach (var ceiling in ceilings.Where(c => massager.Scale.Floor(c.Cap).IsOff))
            yield return Phrase.Of($"the limit {ceiling.Rule} of {ceiling.Cap} is below the device's lowest level of {lowest} ({ceiling.Reason})");
        foreach (var refusal in TimeRefusals(request, steps))
            yield return refusal;
    }

    /// <summary>A massager of an unknown kind is the person's own choice.</summary>
    private static IEnumerable<Phrase> NotWrittenFor(SessionRequest request)
    {
        var (program, area, kind) = (request.Program, request.Area, request.Massager.Kind);
        if (kind != MassagerKind.Other && !program.Tools.Contains(kind))
            yield return Phrase.Of($"{program.Id} is no program for a {KindText.Word(kind)}, but for a {KindText.Words(program.Tools)}");
        if (!program.Areas.IsEmpty && area.Locked is null && !program.Areas.Contains(area.Id))
            yield return Phrase.Of($"{program.Id} is not for this area ({area.Name}), but for {Phrase.Verbatim(string.Join(", ", program.Areas))}");
    }

    private static IEnumerable<Phrase> TimeRefusals(SessionRequest request, ImmutableArray<PlanStep> steps)
    {
        var press = Total(steps, step => step is CycleStep c ? c.Press * c.Reps : TimeSpan.Zero);
        var whole = Total(steps, Length);
        if (press > request.PressPerArea)
            yield return Phrase.Of($"{press.TotalSeconds:0.##} s of press in one area; at most {request.PressPerArea.TotalSeconds:0.##} s in a session");
        if (request.Program.MostPress is { } own && press > own)
            yield return Phrase.Of($"{press.TotalSeconds:0.##} s of press; {request.Program.Id} gives at most {own.TotalSeconds:0.##} s in a session");
        if (request.Massager.Kind == MassagerKind.Roller && press > HardLimits.RollerPressPerArea)
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
