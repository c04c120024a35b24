using MassagerControl.Chaos.Running;

namespace MassagerControl.Chaos.Judging;

/// <summary>One entry, and what it changed.</summary>
/// <param name="Before">The motor's level before it.</param>
/// <param name="After">The motor's level after it.</param>
/// <param name="ByProgram">A frame of the program changed it, no button and not the device itself.</param>
/// <param name="Heard">Somebody said something that a session which runs must take into account.</param>
/// <param name="WasPaused">The session was paused when it happened.</param>
internal sealed record Turn(Entry Entry, int Before, int After, bool ByProgram, bool Heard, bool WasPaused)
{
    public TimeSpan At => Entry.At;

    /// <summary>A button had set the level before.</summary>
    public bool WasForeign { get; init; }

    public bool Rises => After > Before;

    public bool Begins => Before == 0 && After > 0;

    public bool Ends => Before > 0 && After == 0;
}
