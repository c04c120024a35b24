using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Programs;
using MassagerControl.Core.Safety;
using MassagerControl.Runtime.Programs;

namespace MassagerControl.Runtime.Intake;

/// <summary>Fits a session into what the past leaves room for: a first session in an area becomes its starter, and a day has so many seconds and sessions.</summary>
/// <param name="note">Takes what the person should know.</param>
internal sealed class DoseRoom(IntakeParts parts, SessionPast past, Action<string> note)
{
    /// <summary>The request as the past allows it, and the past's reasons against any session now.</summary>
    public (SessionRequest Request, ImmutableArray<Phrase> Refusals) Limit(SessionRequest request)
    {
        if (!past.Count)
            return (request, []);
        if (past.Judge(request, TimeSpan.Zero).FirstInArea)
            request = AsFirst(request);
        if (past.Gentle(new(request.Area.Id, request.Side)) is { } gentle)
            request = Gentler(request, gentle);
        var verdict = past.Judge(request, PressOf(request));
        return (request with { DayRoom = verdict.DayRoom }, DoseText.Refusals(verdict, parts.Clock.Local()));
    }

    private SessionRequest AsFirst(SessionRequest request)
    {
        if (PressOf(request) <= HardLimits.FirstSessionPress)
            return request;
        var starter = request.Program.Starter is { } id ? ProgramChoice.Find(parts.Programs, id).Program : null;
        // Without a starter the planner refuses what is too long, with the reason.
        if (starter is not null)
            note(parts.Language.Say($"the first session here has at most {HardLimits.FirstSessionPress.TotalSeconds:0} s of press: {starter.Id} runs instead of {request.Program.Id}"));
        return request with { Program = starter ?? request.Program, Reps = null, Press = null, PressPerArea = HardLimits.FirstSessionPress };
    }

    private SessionRequest Gentler(SessionRequest request, GentleSpell gentle)
    {
        note(parts.Language.Say(Phrase.Of($"at most {gentle.Limit.Cap} until {gentle.Until.ToOffset(parts.Clock.Wall.GetLocalNow().Offset):yyyy-MM-dd HH:mm}: {gentle.Limit.Reason}")));
        return request with { Gentle = gentle.Limit };
    }

    public static TimeSpan PressOf(SessionRequest request) => request.Program.Steps.OfType<Cycle>()
        .Aggregate(TimeSpan.Zero, (sum, cycle) => sum + request.PressOf(cycle) * (request.Reps ?? cycle.Reps.Usual));
}
