using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Chaos.Running;

/// <summary>Bugs planted on purpose, to see whether they are caught.</summary>
internal sealed record Sabotage
{
    public static Sabotage None { get; } = new();

    /// <summary>Puts something between the session and the driver.</summary>
    public Func<IMassager, TimeProvider, IMassager> Driver { get; init; } = static (massager, _) => massager;

    public Func<SessionPlan, SessionPlan> Plan { get; init; } = static plan => plan;

    /// <summary>What the program hears of an input; null for nothing.</summary>
    public Func<SessionInput, SessionInput?> Hears { get; init; } = static input => input;

    public Func<int, int> ExitCode { get; init; } = static code => code;

    /// <summary>The program's clocks never fail, whatever the scenario says.</summary>
    public bool IgnoresHostFaults { get; init; }

    public Func<SessionEnd, SessionEnd> End { get; init; } = static end => end;
}
