using MassagerControl.Core;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.CheckIn;

/// <summary>A person's lock in words.</summary>
public static class PlaceLockText
{
    public static string What(string kind, Language language) => kind == PlaceLock.Injury
        ? "an injury"
        : RedFlagText.Find(kind)?.InWords() is { } words ? language.Say(words) : "a rating of 9 or 10";

    /// <param name="data">What a command must repeat of this one's options, with a space before it.</param>
    public static string Line(PlaceLock held, LocalTime local, string data, Language language)
    {
        var where = held.Side is { } side ? $"LOCKED {side}" : "LOCKED";
        if (held.Since is not { } since)
            return $"{where}: {What(held.Kind, language)}; until {local.Full(held.NotBefore)}";
        var end = held.MayClear ? $"you may clear it: massager areas unlock {held.Area}{(held.Side is { } s ? $" --side {s}" : "")}{data}" : $"can be cleared from {local.Full(held.NotBefore)}";
        return $"{where}: {What(held.Kind, language)} on {local.Full(since)}; {end}";
    }
}
