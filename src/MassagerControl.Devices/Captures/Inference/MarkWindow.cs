namespace MassagerControl.Devices.Captures.Inference;

/// <summary>The time in which a mark holds: from shortly before it, for people are slow, to shortly before the next one.</summary>
internal sealed record MarkWindow(int Index, Mark Mark, TimeSpan From, TimeSpan To)
{
    public bool IsLevel => Mark.Kind == MarkKind.Level;

    /// <summary>The motor was switched off: by a stop, or by level 0.</summary>
    public bool IsOff => Mark.Kind == MarkKind.Stop || (IsLevel && Mark.Number == 0);
}
