using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Tells payloads that nobody can draft from: scrambled, or never the same twice.</summary>
internal static class Scrambling
{
    private const int FewestFrames = 12;

    public static Phrase? WhyHopeless(Shapes shapes, SeenFrame[] written, MarkWindows windows, LevelFamily? level)
    {
        if (written.Length == 0)
            return "the capture holds no write to the device, so no command can be drafted";
        if (level is not null && !(level.Main.Reading is null && level.Main.Columns.Length > 6))
            return null;
        var mixed = shapes.All.Where(shape => !shape.Told && IsMixed(shape)).Sum(shape => shape.Frames.Count);
        if (mixed < FewestFrames || mixed * 2 < written.Length)
            return null;
        return windows.Any
            ? "the payloads are scrambled or made anew each time: the same level has other bytes whenever it is chosen"
            : "the payloads are scrambled or made anew each time: nearly every byte of every frame differs";
    }

    /// <summary>Nearly every byte takes nearly as many values as there are frames, and no counter says why.</summary>
    private static bool IsMixed(Shape shape)
    {
        if (shape.Length < 8 || shape.Distinct.Count < FewestFrames || shape.Distinct.Count * 10 < shape.Frames.Count * 6)
            return false;
        var free = Enumerable.Range(0, shape.Length).Where(at => !shape.Masked[at]).ToArray();
        var wild = free.Count(at => shape.Distinct.Select(frame => frame.Bytes[at]).Distinct().Count() * 10 >= Math.Min(shape.Distinct.Count, 100) * 6);
        return wild >= 8 && wild * 4 >= free.Length * 3;
    }
}
