namespace MassagerControl.Chaos.Judging;

/// <summary>A time that the motor runs without a break.</summary>
internal sealed class Stint(TimeSpan from, bool resumed)
{
    public TimeSpan From { get; } = from;

    /// <summary>Null while it runs.</summary>
    public TimeSpan? To { get; set; }

    /// <summary>It ended in the moment in which it began.</summary>
    public bool IsNothing => To == From;

    /// <summary>It goes on with a press that was interrupted.</summary>
    public bool Resumed { get; } = resumed;

    /// <summary>The device had stopped by itself, and when it was renewed it went on; or it is a press of its own.</summary>
    public bool PerhapsResumed { get; init; }

    /// <summary>What was interrupted had come to its end, as far as can be seen: this is the next one.</summary>
    public bool PerhapsNext { get; init; }

    /// <summary>Somebody or something broke it off, and the rest of it may follow.</summary>
    public bool Interrupted { get; set; }

    /// <summary>A button had a part in it: its length says nothing of the program.</summary>
    public bool Touched { get; set; }
}
