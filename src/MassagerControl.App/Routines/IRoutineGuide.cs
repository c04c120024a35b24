using MassagerControl.Core;
using MassagerControl.Core.Routines;

namespace MassagerControl.App.Routines;

/// <summary>Who goes through the guided steps of a routine: a person at a terminal, or nobody, on the simulator.</summary>
internal interface IRoutineGuide
{
    /// <summary>The time that the steps are counted in.</summary>
    TimeSpan Now { get; }

    /// <summary>Shows the state and waits for what comes next.</summary>
    /// <param name="hint">Why the last input did nothing; null where it did.</param>
    /// <returns>Null where nobody goes on: a signal, or a terminal that is gone.</returns>
    Task<RoutineInput?> NextAsync(RoutineState state, Phrase? hint, CancellationToken cancellation);
}
