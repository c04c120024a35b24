namespace MassagerControl.Devices.Captures.Files;

/// <summary>Writes the records of one kind of container.</summary>
internal abstract class ContainerWriter
{
    /// <summary>The whole record. <see cref="CapturedPacket.Number"/> and <see cref="CapturedPacket.Offset"/> are not used.</summary>
    /// <exception cref="ArgumentException">The container cannot hold such a packet.</exception>
    public abstract void Write(in CapturedPacket packet);
}
