using MassagerControl.Devices.Captures.Inference;

namespace MassagerControl.App.Cli;

/// <summary>What a person types when they say what they did: <c>3</c>, <c>level 3</c>, <c>off</c>, <c>on</c>, <c>battery 80</c>; in German too.</summary>
internal static class MarkAnswer
{
    private const int MostLevel = 1000;

    /// <returns>Null when it is none of these words.</returns>
    public static Mark? Read(string text, TimeSpan at)
    {
        var words = text.Trim().ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["off" or "stop" or "aus" or "stopp" or "0"] => new(at, MarkKind.Stop, 0, "stop"),
            ["on" or "start" or "an" or "ein"] => new(at, MarkKind.Start, 0, "start"),
            [var number] when Level(number) is { } level => OfLevel(at, level),
            ["level" or "l" or "stufe" or "s", var number] when Level(number) is { } level => OfLevel(at, level),
            ["battery" or "akku" or "batterie", var number] when OptionValues.Whole(number.TrimEnd('%'), 0, 100) is { } percent => new(at, MarkKind.Battery, percent, $"battery {percent}"),
            _ => null,
        };
    }

    private static int? Level(string text) => OptionValues.Whole(text, 0, MostLevel);

    private static Mark OfLevel(TimeSpan at, int level) => level == 0 ? new(at, MarkKind.Stop, 0, "stop") : new(at, MarkKind.Level, level, $"level {level}");
}
