namespace MassagerControl.Core.Sessions;

/// <summary>The parents of the states.</summary>
public static class StateTree
{
    private static readonly SessionState[] Parents = [SessionState.Pressing, SessionState.Running, SessionState.Active, SessionState.Over];

    /// <summary>The states that a session can be in.</summary>
    public static IEnumerable<SessionState> Leaves => Enum.GetValues<SessionState>().Where(state => !Parents.Contains(state));

    public static SessionState? Parent(SessionState state) => state switch
    {
        SessionState.Compressing or SessionState.Holding => SessionState.Pressing,
        SessionState.WarmingUp or SessionState.Pressing or SessionState.Releasing or SessionState.Resting or SessionState.CoolingDown
            => SessionState.Running,
        SessionState.Running or SessionState.Paused or SessionState.Reconnecting => SessionState.Active,
        SessionState.Completed or SessionState.Ended or SessionState.Faulted => SessionState.Over,
        _ => null,
    };

    /// <summary>The state is the ancestor, or lies below it.</summary>
    public static bool IsIn(this SessionState state, SessionState ancestor)
    {
        for (SessionState? at = state; at is { } here; at = Parent(here))
            if (here == ancestor)
                return true;
        return false;
    }
}
