namespace MassagerControl.Core.Massagers;

/// <summary>Who ended a link, where the radio was told.</summary>
public enum LossCause
{
    /// <summary>Nobody has said.</summary>
    Unknown,

    /// <summary>The device itself.</summary>
    Device,

    /// <summary>Nothing was heard of it for too long.</summary>
    OutOfReach,

    /// <summary>This computer: another program, or the system.</summary>
    ThisComputer,
}

/// <summary>What is said of it to a person.</summary>
public static class LossCauses
{
    /// <summary>In words; null where nobody knows.</summary>
    public static Phrase? InWords(this LossCause cause) => cause switch
    {
        LossCause.Device => "the device ended it: its own button, or it was switched off",
        LossCause.OutOfReach => "the device is out of reach, or its battery is empty",
        LossCause.ThisComputer => "this computer ended it: another program, or the system",
        _ => null,
    };
}
