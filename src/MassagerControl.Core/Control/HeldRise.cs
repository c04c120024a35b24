using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Control;

/// <summary>An output above the one last asked for, while inputs are queued: one of them may take it back, and then it never leaves.</summary>
/// <remarks>Used by the loop only, so never by two threads at once.</remarks>
internal sealed class HeldRise
{
    private Level _asked = Level.Off;
    private Limited? _held;

    /// <returns>True when it stays here; false when it may leave at once, as less always does.</returns>
    public bool Holds(Limited output, bool queued)
    {
        var holds = queued && output.Level > _asked;
        (_held, _asked) = holds ? (output, _asked) : (null, output.Level);
        return holds;
    }

    public void TurnedOff() => (_held, _asked) = (null, Level.Off);

    /// <returns>Null when nothing is held.</returns>
    public Limited? Take()
    {
        var held = _held;
        _held = null;
        return held;
    }
}
