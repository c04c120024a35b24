using MassagerControl.Core;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>Walks the machine breadth-first: every input at every node, time only from deadline to deadline.</summary>
/// <remarks>
/// Two sessions are one node when they agree in everything that the table, the law and the rows' actions branch on. Times count only as
/// "armed" or "not armed", so a node stands for all moments at which it can be reached; the first one found is walked on from.
/// </remarks>
internal sealed class StateSpace
{
    // Nodes whose steps are taken at once, on all cores.
    private const int AtOnce = 500;

    private readonly HashSet<Node> _seen = [];
    private readonly Queue<(Session Session, TimeSpan Now)> _next = [];
    private readonly int _most;

    public StateSpace(SessionPlan plan, int most)
    {
        _most = most;
        var start = Session.For(plan);
        Discover(start, TimeSpan.Zero, Node.Of(start, TimeSpan.Zero));
    }

    public int Nodes => _seen.Count;

    public HashSet<SessionState> Reached { get; } = [];

    public HashSet<Transition> Taken { get; } = [];

    public List<string> Violations { get; } = [];

    public void Walk()
    {
        while (_next.Count > 0 && Violations.Count == 0 && Nodes <= _most)
            // In the order of the nodes, on however many cores: always the same situation is the first one found.
            foreach (var steps in Following().ToArray().AsParallel().AsOrdered().Select(StepsFrom))
                Merge(steps);
    }

    private IEnumerable<(Session Session, TimeSpan Now)> Following()
    {
        for (var i = 0; i < AtOnce && _next.TryDequeue(out var node); i++)
            yield return node;
    }

    private static (StateSteps Steps, Node[] Nodes) StepsFrom((Session Session, TimeSpan Now) node)
    {
        var steps = new StateSteps(node.Session, node.Now);
        return (steps, [.. steps.Next.Select(next => Node.Of(next.Session, next.Now))]);
    }

    private void Merge((StateSteps Steps, Node[] Nodes) found)
    {
        Taken.UnionWith(found.Steps.Taken);
        Violations.AddRange(found.Steps.Violations);
        foreach (var ((session, now), node) in found.Steps.Next.Zip(found.Nodes))
            Discover(session, now, node);
    }

    private void Discover(Session session, TimeSpan now, Node node)
    {
        Reached.Add(session.State);
        if (_seen.Add(node))
            _next.Enqueue((session, now));
    }

    private readonly record struct Node(
        SessionState State,
        (int Step, int Rep, PauseReason Pause, SessionState? Resume) Place,
        (Level Cap, Level Ceiling, bool Raise, bool CeilingUp) Limits,
        (bool Rated, bool Severe, int Count, int Silent, bool Zero) Ratings,
        (Level? Target, bool Moment) Step,
        (Level Commanded, Level LastNonZero, bool Awaiting, bool Echo, OddReport? Odd, bool Driven) Output,
        (bool Phase, bool Rise, bool Prompt, bool Retry, bool Report, bool PressOver) Armed,
        (SessionOutcome? Outcome, bool Locked, bool Told, bool Acknowledged, bool Reported, bool SaysRunning) Ending,
        (bool Met, bool OffBeforeLoss) Device)
    {
        public static Node Of(Session s, TimeSpan now) => new(
            s.State,
            (s.StepIndex, s.Rep, s.Pause, s.Resume?.State),
            (s.Plan.Scale.Floor(s.RatingCap), s.Plan.Scale.Floor(s.UserCeiling), s.RaisePending, s.CeilingUpPending),
            (s.RatedInRep, s.SevereInRep, s.SevereCount, s.SilentReps, s.ZeroUntil > now),
            (s.PatternTarget is { } target ? s.Plan.Scale.Floor(target) : null, s.NextMoment is not null),
            (s.Commanded, s.LastNonZero, s.Awaiting, ReportSorting.IsOfBefore(s, s.CommandedBefore, now) && s.CommandedBefore != s.Commanded, s.OddReport, s.EverDriven),
            (s.PhaseEnds is not null, s.NextRise is not null, s.PromptDue is not null, s.RetryDue is not null, s.ReportDue is not null, now >= s.PressEnds),
            (s.Ending?.Outcome, s.Ending?.AreaLocked ?? false, s.UncertaintyTold, IsStopping(s) && s.OffAcknowledged, IsStopping(s) && s.ReportedSinceOff, IsStopping(s) && s.LastReport is { IsOff: false }),
            (s.State == SessionState.Connecting && s.Met, s.State is SessionState.Reconnecting or SessionState.Stopping && s.OffBeforeLoss));

        private static bool IsStopping(Session s) => s.State == SessionState.Stopping;
    }
}
