namespace MassagerControl.Core.Routines;

/// <summary>From one step of a routine to the next.</summary>
internal static class RoutineSteps
{
    /// <summary>Comes to a part; those that may not go on are passed over with their reason.</summary>
    public static RoutineState Enter(RoutineState state, int index, TimeSpan now)
    {
        var parts = state.Plan.Parts;
        while (index < parts.Length && RoutineLaw.Against(parts[index], state.Facts) is { } reason)
        {
            state = state with { Outcomes = state.Outcomes.Add(new(parts[index].Key, PartFate.PassedOver, reason)) };
            index++;
        }
        var entered = state with { Index = index, Unit = 0, Spent = TimeSpan.Zero, Since = now, Begun = false, Told = null };
        return index < parts.Length ? Stand(entered, now) : End(entered, RoutineEnding.Completed, null);
    }

    /// <summary>As a part stands before anybody has done anything in it.</summary>
    public static RoutineState Stand(RoutineState state, TimeSpan now) => state.Part switch
    {
        PlannedCheckIn => state with { Phase = RoutinePhase.Asking },
        PlannedAfterRating => state with { Phase = RoutinePhase.Rating },
        // Nothing is counted: the person reads, does it, and goes on.
        PlannedGuided when state.Piece is { Length: null } => Begin(state with { Phase = RoutinePhase.Ready }, now),
        _ => state with { Phase = RoutinePhase.Ready },
    };

    public static RoutineState Begin(RoutineState state, TimeSpan now)
    {
        if (state.Part is PlannedSession)
            return state with { Phase = RoutinePhase.InSession, Begun = true, Since = now, Told = null };
        var begun = state.Facts.Begun;
        if (!state.Begun && state.Guided is { } step)
            begun = begun.SetItem(step.Id, begun.GetValueOrDefault(step.Id) + 1);
        return state with { Phase = RoutinePhase.Running, Begun = true, Since = now, Facts = state.Facts with { Begun = begun } };
    }

    /// <summary>The person goes on: from a side without an end to the other one, else to the next step.</summary>
    public static RoutineState GoOn(RoutineState state, TimeSpan now) =>
        state is { Piece.Length: null, Part: PlannedGuided guided } && state.Unit + 1 < guided.Units.Length
            ? state with { Unit = state.Unit + 1, Spent = TimeSpan.Zero, Since = now }
            : Leave(state, PartFate.Done, null, now);

    /// <summary>Pieces whose time is over.</summary>
    public static RoutineState Elapse(RoutineState state, TimeSpan now)
    {
        while (state is { Phase: RoutinePhase.Running, Piece.Length: { } length, Part: PlannedGuided guided } && state.Spent + (now - state.Since) >= length)
        {
            // What is over ended when its time was over, not when somebody looked.
            var ended = state.Since + (length - state.Spent);
            if (state.Unit + 1 >= guided.Units.Length)
                return Leave(state, PartFate.Done, null, now);
            state = state with { Unit = state.Unit + 1, Spent = TimeSpan.Zero, Since = ended };
        }
        return state;
    }

    public static RoutineState Leave(RoutineState state, PartFate fate, Phrase? reason, TimeSpan now) =>
        Enter(state with { Outcomes = state.Outcomes.Add(new(state.Part!.Key, fate, reason)) }, state.Index + 1, now);

    public static RoutineState End(RoutineState state, RoutineEnding ending, Phrase? told) =>
        state with { Phase = RoutinePhase.Over, Ending = ending, Told = told };
}
