namespace MassagerControl.Devices.Captures.Files;

/// <summary>Writes packets into a capture file.</summary>
internal sealed class CaptureWriter : IDisposable
{
    private readonly BufferedStream _stream;
    private readonly ContainerWriter _container;

    /// <param name="stream">Belongs to the writer from now on.</param>
    /// <exception cref="ArgumentException">Nothing is written in this format.</exception>
    public CaptureWriter(Stream stream, CaptureFormat format)
    {
        _stream = new(stream, 1 << 16);
        _container = format.Container switch
        {
            CaptureContainer.Btsnoop => new BtsnoopWriter(_stream, format.LinkType),
            CaptureContainer.Pcap => new PcapWriter(_stream, format),
            CaptureContainer.Pcapng => new PcapngWriter(_stream, format),
            CaptureContainer.PacketLogger => new PacketLoggerWriter(_stream, format.BigEndian),
        };
    }

    /// <summary>Number and offset of a packet are not used: its place in the file gives them.</summary>
    /// <exception cref="ArgumentException">The format cannot hold such a packet.</exception>
    public void Write(in CapturedPacket packet) => _container.Write(packet);

    /// <exception cref="IOException">What was written cannot be kept.</exception>
    public void Flush() => _stream.Flush();

    public void Dispose() => _stream.Dispose();
}
