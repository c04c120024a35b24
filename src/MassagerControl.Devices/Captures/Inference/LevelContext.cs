using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Frames that are alike but for their level, and which number each marked level has in them.</summary>
/// <param name="Reading">Null where the bytes follow the marks, but no single number of them does.</param>
/// <param name="Levels">By the number of the mark.</param>
internal sealed record LevelContext(Shape Shape, int Place, string Name, ImmutableArray<int> Columns, LevelReading? Reading, ImmutableSortedDictionary<int, LevelSighting> Levels)
{
    /// <summary>Every frame of it.</summary>
    public required IReadOnlyList<SeenFrame> Frames { get; init; }

    public required HashSet<SeenFrame> Members { get; init; }

    /// <summary>Is the number the device's for every marked level, up to a constant?</summary>
    public bool IsLinear { get; init; }

    public bool Has(SeenFrame frame) => Members.Contains(frame);
}
