namespace MassagerControl.Runtime.Texts;

/// <summary>How a piece of text is meant. Without colour the words alone must say it.</summary>
public enum Tone
{
    Plain,
    Strong,
    Faint,

    /// <summary>Press now.</summary>
    Press,

    /// <summary>No pressure now.</summary>
    Ease,

    /// <summary>Something is asked of the person.</summary>
    Ask,

    /// <summary>The motor may run although it should not.</summary>
    Alarm,
    Stop,
    Simulated,
}
