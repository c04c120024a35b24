namespace MassagerControl.Devices.Frames;

/// <summary>One piece of a frame. The same piece writes and reads, so that both sides of a link work from one description.</summary>
public abstract record FramePart
{
    /// <summary>The fewest bytes it takes; most parts always take as many.</summary>
    internal abstract int Size { get; }

    /// <summary>The most bytes it takes when it is written.</summary>
    internal virtual int Most => Size;

    /// <summary>The numbers that it carries.</summary>
    internal virtual IEnumerable<FrameField> Carries => [];

    /// <summary>Numbers that change with every frame of a link.</summary>
    internal virtual IEnumerable<FrameCounter> Counters => [];

    /// <summary>Where the next part begins when this one begins at <paramref name="at"/> and is as short as it can be.</summary>
    internal virtual int End(int at) => at + Size;

    internal abstract void Write(FrameWriter frame);

    internal abstract void Read(ref FrameReader frame);
}

/// <summary>A number with a name.</summary>
/// <param name="Highest">The highest that can be written there.</param>
internal sealed record FrameField(string Name, long Highest)
{
    /// <summary>Its numbers are a stretch of opcodes: what lies outside of it is another command.</summary>
    public bool IsStretch { get; init; }
}

/// <summary>A number that counts the frames of a link from <paramref name="First"/> to <paramref name="Last"/> and begins anew.</summary>
internal sealed record FrameCounter(string Name, long First, long Last)
{
    /// <summary>Its place among the values of a frame; no field can be called so.</summary>
    public string Key => $"#{Name}";

    public long After(long value) => value >= Last ? First : value + 1;
}
