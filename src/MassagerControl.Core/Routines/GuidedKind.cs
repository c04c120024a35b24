namespace MassagerControl.Core.Routines;

/// <summary>What kind of step without the device it is. The only list of kinds; <see cref="GuidedKinds"/> says what follows from each.</summary>
public enum GuidedKind
{
    /// <summary>Room, pillows, who helps.</summary>
    SetUp,

    /// <summary>Warmth before a session.</summary>
    Heat,

    /// <summary>Cold after an injury.</summary>
    Cold,

    /// <summary>Feeling for the knot.</summary>
    Find,

    /// <summary>How to lie or sit.</summary>
    Position,

    /// <summary>Pressing with fingers where no device may go.</summary>
    Fingers,

    /// <summary>A position that is held.</summary>
    Stretch,

    /// <summary>Something that is moved.</summary>
    Movement,
}
