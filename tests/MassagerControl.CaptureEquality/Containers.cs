using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.CaptureEquality;

/// <summary>One session, written into every container.</summary>
internal static class Containers
{
    /// <summary>What the session holds at least, wherever it is captured; where nobody says who speaks, mixed fragments are lost to both programs.</summary>
    public const int Packets = 90;

    private static readonly (string Name, CaptureFormat Format, bool Air)[] All =
    [
        ("btsnoop 1001", new(CaptureContainer.Btsnoop, LinkTypes.BtsnoopHci) { BigEndian = true }, false),
        ("btsnoop 1002", CaptureFormat.BtsnoopH4, false),
        ("btsnoop 2001", new(CaptureContainer.Btsnoop, LinkTypes.BtsnoopMonitor) { BigEndian = true }, false),
        ("pcapng 187", new(CaptureContainer.Pcapng, LinkTypes.H4), false),
        ("pcapng 201", new(CaptureContainer.Pcapng, LinkTypes.H4Directed), false),
        ("pcapng 251", new(CaptureContainer.Pcapng, LinkTypes.Air), true),
        ("pcapng 254", new(CaptureContainer.Pcapng, LinkTypes.Monitor), false),
        ("pcapng 256", new(CaptureContainer.Pcapng, LinkTypes.AirWithHead), true),
        ("pcapng 272", new(CaptureContainer.Pcapng, LinkTypes.NordicSniffer), true),
        ("pcap 201, lowest byte first", new(CaptureContainer.Pcap, LinkTypes.H4Directed), false),
        ("pcap 256, highest byte first", new(CaptureContainer.Pcap, LinkTypes.AirWithHead) { BigEndian = true }, true),
        ("PacketLogger, lowest byte first", new(CaptureContainer.PacketLogger, 0), false),
        ("PacketLogger, highest byte first", new(CaptureContainer.PacketLogger, 0) { BigEndian = true }, false),
    ];

    /// <summary>Into files of a folder of their own; the system clears it away.</summary>
    public static IEnumerable<(string Name, string File)> Written()
    {
        var folder = Directory.CreateTempSubdirectory("captures");
        foreach (var (name, format, air) in All)
        {
            var file = Path.Combine(folder.FullName, name.Replace(", ", "-", StringComparison.Ordinal).Replace(' ', '-'));
            using (var writer = new CaptureWriter(File.Create(file), format))
                foreach (var packet in air ? AirCapture.Of(SampleSession.Parts) : HciCapture.Of(SampleSession.Parts))
                    writer.Write(packet);
            yield return (name, file);
        }
        folder.Delete(recursive: true);
    }
}
