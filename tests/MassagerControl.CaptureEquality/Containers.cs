using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.CaptureEquality;

/// <summary>One session, written into every container.</summary>
internal static class Containers
{
    /// <summary>What the session holds at least, wherever it is captured; where nobody says who speaks, mixed fragments are lost to both programs.</summary>
    public const int Packets = 90;

    private static readonly (string Name, CaptureFormat Format, bool Air)[] All =
    [
        ("btsnoop 1002", CaptureFormat.BtsnoopH4, false),
    ];

    /// <summary>Into files of a folder of their own; the system clears it away.</summary>
    public static IEnumerable<(string Name, string File)> Written()
    {
        var folder = Directory.CreateTempSubdirectory("captures");
        foreach (var (name, format, air) in All)
        {
            var file = Path.Combine(folder.FullName, name.Replace(' ', '-'));
            using (var writer = new CaptureWriter(File.Create(file), format))
                foreach (var packet in air ? AirCapture.Of(SampleSession.Parts) : HciCapture.Of(SampleSession.Parts))
                    writer.Write(packet);
            yield return (name, file);
        }
        folder.Delete(recursive: true);
    }
}
