using MassagerControl.Core.Routines;

namespace MassagerControl.App.Routines;

/// <summary>Which key does what in a guided step.</summary>
internal static class RoutineKeys
{
    /// <returns>Null for a key without a meaning.</returns>
    public static RoutineInput? Read(ConsoleKeyInfo key, RoutinePhase phase) => key switch
    {
        // Escape; Alt with a key, which is what a quick Escape before another key looks like; Ctrl-D.
        { Key: ConsoleKey.Escape } or { KeyChar: '\e' or '\u0004' } => new StopRoutineInput(),
        _ when key.Modifiers.HasFlag(ConsoleModifiers.Alt) => new StopRoutineInput(),
        { Key: ConsoleKey.Enter } or { KeyChar: '\r' or '\n' or ' ' } => new NextRoutineInput(),
        _ when key.Modifiers.HasFlag(ConsoleModifiers.Control) => null,
        _ => char.ToUpperInvariant(key.KeyChar) switch
        {
            'Q' => new StopRoutineInput(),
            'S' => new SkipRoutineInput(),
            'P' => phase == RoutinePhase.Paused ? new ResumeRoutineInput() : new PauseRoutineInput(),
            'T' => new TwingeRoutineInput(),
            'I' => new InjuryRoutineInput(),
            _ => null,
        },
    };
}
