using System.Globalization;

namespace MassagerControl.Runtime.Guarding;

/// <summary>What the owner of a session may tell its guard.</summary>
internal enum OwnerMessageKind
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
/// <param name="Number">The guard answers <see cref="OwnerMessageKind.Arm"/>, <see cref="OwnerMessageKind.Beat"/> and <see cref="OwnerMessageKind.Left"/> with it; 0 otherwise.</param>
internal readonly record struct OwnerMessage(OwnerMessageKind Says, long Number = 0)
{
    public string Line() => Says switch
    {
        OwnerMessageKind.Arm => Numbered("arm"),
        OwnerMessageKind.Beat => Numbered("beat"),
        OwnerMessageKind.Done => "done",
        OwnerMessageKind.HandOver => "hand-over",
        OwnerMessageKind.Left => Numbered("left"),
    };

    /// <returns>Null when the line says nothing of the kind.</returns>
    public static OwnerMessage? Read(string line) => line.Split(' ') switch
    {
        ["arm", var number] => Numbered(OwnerMessageKind.Arm, number),
        ["beat", var number] => Numbered(OwnerMessageKind.Beat, number),
        ["left", var number] => Numbered(OwnerMessageKind.Left, number),
        ["done"] => new(OwnerMessageKind.Done),
        ["hand-over"] => new(OwnerMessageKind.HandOver),
        _ => null,
    };

    private static OwnerMessage? Numbered(OwnerMessageKind says, string number) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? new(says, read) : null;

    private string Numbered(string word) => string.Create(CultureInfo.InvariantCulture, $"{word} {Number}");
}
