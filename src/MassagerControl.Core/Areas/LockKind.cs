namespace MassagerControl.Core.Areas;

/// <summary>What locks an area, as event logs and files name it: a warning sign by its own word, or a rating.</summary>
public static class LockKind
{
    /// <summary>A rating of 9 or 10.</summary>
    public const string Rating = "rating";

    public static string Of(RedFlagKind flag) => flag.Word();

    /// <returns>Null for a rating that locks nothing.</returns>
    public static string? Of(Discomfort rating) => rating.IsExtreme ? Rating : null;
}
