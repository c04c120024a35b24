namespace MassagerControl.Devices.Frames;

/// <summary>One piece of a frame. The same piece writes and reads, so that both sides of a link work from one description.</summary>
public abstract record FramePart
{
    /// <summary>The fewest bytes it takes; all parts but an unknown rest always take as many.</summary>
    internal abstract int Size { get; }

    internal abstract void Write(FrameWriter frame);

    internal abstract void Read(ref FrameReader frame);
}
