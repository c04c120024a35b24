using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Runs;

/// <summary>A table whose guards say what the test wants, so that every combination of their answers can be put to an engine.</summary>
internal sealed class GuardOutcomes
{
    private static readonly SessionInput AnyInput = new StartInput();
    private static readonly Session AnySession = Session.For(Plans.Bare());
    private readonly HashSet<TransitionGuard> _holding = [];

    /// <summary>The rows with guards that answer as <see cref="Every"/> says.</summary>
    public IReadOnlyList<Transition> Of(IEnumerable<Transition> rows) =>
        [.. rows.Select(row => row.Guard is { } guard ? row with { Guard = new(guard.Text, (_, _, _) => _holding.Contains(guard)) } : row)];

    /// <summary>Every combination of answers that the guards of a state (its parents' too) can give to a trigger; each is set while it is current.</summary>
    public IEnumerable<IReadOnlySet<TransitionGuard>> Every(SessionState state, SessionTrigger trigger)
    {
        var guards = TransitionTable.RowsFor(state, trigger).Select(row => row.Guard).OfType<TransitionGuard>().Distinct().ToArray();
        for (var combination = 0; combination < 1 << guards.Length; combination++)
        {
            _holding.Clear();
            _holding.UnionWith(guards.Where((_, index) => (combination >> index & 1) == 1));
            yield return _holding;
        }
    }

    /// <summary>Two rows of the nearest state that answers hold at once: the table's guards exclude each other, so this cannot be.</summary>
    public bool IsConflict(SessionState state, SessionTrigger trigger) => TransitionTable.RowsFor(state, trigger)
        .Where(row => row.Guard is null || _holding.Contains(row.Guard))
        .GroupBy(row => row.From)
        .FirstOrDefault() is { } nearest && nearest.Count() > 1;

    /// <summary>What an engine answers, in words; rows of different tables are compared by them.</summary>
    public static string Answer(FindRow find, SessionState state, SessionTrigger trigger)
    {
        try
        {
            var row = find(AnySession with { State = state }, trigger, AnyInput, TimeSpan.Zero);
            return $"{row.From} {row.Trigger} {row.Kind} {row.To} [{row.Guard?.Text}] {row.Reason}";
        }
        catch (InvalidOperationException)
        {
            return "no answer";
        }
    }
}
