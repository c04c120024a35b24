using MassagerControl.Core;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.CheckIn;

/// <summary>A person's lock in words.</summary>
public static class PlaceLockText
{
    public static Phrase What(string kind) => kind == PlaceLock.Injury ? "an injury" : RedFlagText.Find(kind)?.InWords() ?? "a rating of 9 or 10";

    /// <param name="data">What a command must repeat of this one's options, with a space before it.</param>
    public static Phrase Line(PlaceLock held, LocalTime local, string data)
    {
        Phrase where = held.Side switch { null => "LOCKED", "left" => "LOCKED left", _ => "LOCKED right" };
        if (held.Since is not { } since)
            return $"{where}: {What(held.Kind)}; until {local.Full(held.NotBefore)}";
        var unlock = $"massager areas unlock {held.Area}{(held.Side is { } side ? $" --side {side}" : "")}{data}";
        var end = held.MayClear ? Phrase.Of($"you may clear it: {unlock}") : Phrase.Of($"can be cleared from {local.Full(held.NotBefore)}");
        return $"{where}: {What(held.Kind)} on {local.Full(since)}; {end}";
    }
}
