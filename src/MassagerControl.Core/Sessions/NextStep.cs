namespace MassagerControl.Core.Sessions;

/// <summary>Where the program goes on: a state, a step and a rep.</summary>
internal readonly record struct NextStep(SessionState State, int StepIndex, int Rep)
{
    public static NextStep First(Session session) => At(session, 0);

    /// <summary>What follows the present step or rep; Stopping when nothing is left.</summary>
    public static NextStep After(Session session) =>
        session.Rep < session.RepsOfCycle
            ? new(SessionState.Compressing, session.StepIndex, session.Rep + 1)
            : At(session, session.StepIndex + 1);

    private static NextStep At(Session session, int index) =>
        index >= session.Plan.Steps.Length
            ? new(SessionState.Stopping, session.StepIndex, session.Rep)
            : session.Plan.Steps[index] switch
            {
                WarmUpStep => new(SessionState.WarmingUp, index, 0),
                CycleStep => new(SessionState.Compressing, index, 1),
                GuidedStep => new(SessionState.Resting, index, 0),
                CoolDownStep => new(SessionState.CoolingDown, index, 0),
                var other => throw new ArgumentException($"Unknown step {other.GetType().Name}.", nameof(session)),
            };
}
