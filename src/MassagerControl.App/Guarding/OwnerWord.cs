using System.Globalization;

namespace MassagerControl.App.Guarding;

/// <summary>What the owner of a session may tell its guard.</summary>
internal enum OwnerSays
{
    /// <summary>From now on the motor may run, and renewals follow.</summary>
    Arm,

    /// <summary>The session's loop has just answered: it lives.</summary>
    Beat,

    /// <summary>The session is over and its device has confirmed that the motor is off.</summary>
    Done,

    /// <summary>The session is over and off is not confirmed: it is the guard's matter now.</summary>
    HandOver,

    /// <summary>After a hand-over: the session's screen is gone and its last page is written, so that whoever writes now writes below it.</summary>
    Left,
}

/// <summary>One line from the owner of a session to its guard.</summary>
/// <param name="Number">The guard answers <see cref="OwnerSays.Arm"/>, <see cref="OwnerSays.Beat"/> and <see cref="OwnerSays.Left"/> with it; 0 otherwise.</param>
internal readonly record struct OwnerWord(OwnerSays Says, long Number = 0)
{
    public string Line() => Says switch
    {
        OwnerSays.Arm => Numbered("arm"),
        OwnerSays.Beat => Numbered("beat"),
        OwnerSays.Done => "done",
        OwnerSays.HandOver => "hand-over",
        OwnerSays.Left => Numbered("left"),
    };

    /// <returns>Null when the line says nothing of the kind.</returns>
    public static OwnerWord? Read(string line) => line.Split(' ') switch
    {
        ["arm", var number] => Numbered(OwnerSays.Arm, number),
        ["beat", var number] => Numbered(OwnerSays.Beat, number),
        ["left", var number] => Numbered(OwnerSays.Left, number),
        ["done"] => new(OwnerSays.Done),
        ["hand-over"] => new(OwnerSays.HandOver),
        _ => null,
    };

    private static OwnerWord? Numbered(OwnerSays says, string number) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? new(says, read) : null;

    private string Numbered(string word) => string.Create(CultureInfo.InvariantCulture, $"{word} {Number}");
}
