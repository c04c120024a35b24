using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>A zip, such as Android's bug report, and the captures in it.</summary>
internal sealed class BugReportZip(Stream stream, FaultList faults, ImmutableArray<Phrase>.Builder notes) : IDisposable
{
    // A bug report lists a few thousand files in half a megabyte; the list is held in memory.
    private const int LongestDirectory = 4 << 20;
    private const int MostOpened = 200;
    private const int EndLength = 22;

    private static readonly string[] Endings = [".log", ".last", ".cfa", ".gz", ".pklg", ".pcap", ".pcapng", ".btsnoop", ".snoop", ".cap"];

    private ZipArchive? _zip;

    /// <returns>The capture that is to be read, which is the newest one with packets in it; null where there is none, and why is then a fault.</returns>
    public Stream? OpenLog()
    {
        try
        {
            if (!DirectoryIsSound())
                return null;
            _zip = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            return Chosen()?.Open();
        }
        catch (Exception exception) when (IsOfContent(exception))
        {
            faults.Add(0, Phrase.Of($"the zip cannot be read: {Phrase.Verbatim(exception.Message)}"));
            return null;
        }
    }

    public void Dispose() => _zip?.Dispose();

    private static bool IsOfContent(Exception exception) =>
        exception is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException or InvalidOperationException;

    /// <summary>The end of the zip says how long its list is, and where: a list that does not lie there, or is longer than any bug report's, is not read.</summary>
    private bool DirectoryIsSound()
    {
        var length = (int)Math.Min(stream.Length, EndLength + ushort.MaxValue);
        var end = new byte[length];
        stream.Position = stream.Length - length;
        stream.ReadExactly(end);
        var at = end.AsSpan().LastIndexOf("PK\x05\x06"u8);
        var where = stream.Length - length + at;
        if (at < 0 || length - at < EndLength)
            return Fails(stream.Length, "the zip is cut off: the list of its files, which stands at its end, is missing");
        long size = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(at + 12));
        long begin = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(at + 16));
        if (size > LongestDirectory)
            return Fails(where, Phrase.Of($"a list of files of {size} bytes in the zip; one of more than {LongestDirectory} is not read"));
        return begin + size == where || Fails(where, "the list of files of the zip does not lie where its end says");
    }

    private bool Fails(long offset, Phrase reason)
    {
        faults.Add(offset, reason);
        return false;
    }

    private ZipArchiveEntry? Chosen()
    {
        var named = _zip!.Entries.Where(entry => Likeliness(entry) > 0).OrderByDescending(Likeliness).ThenBy(entry => entry.FullName, StringComparer.Ordinal).ToArray();
        var captures = named.Take(MostOpened).Select(entry => (Entry: entry, Packets: PacketsOf(entry))).Where(found => found.Packets is not null)
            .OrderByDescending(found => found.Packets > 0).ThenByDescending(found => found.Entry.LastWriteTime).ThenBy(found => IsOlder(found.Entry))
            .ThenByDescending(found => found.Entry.Length).ThenBy(found => found.Entry.FullName, StringComparer.Ordinal).ToArray();
        if (named.Length > MostOpened)
            notes.Add(Phrase.Of($"the zip holds {named.Length} files whose names could be a capture's; {MostOpened} were looked at"));
        if (captures is not [var first, ..])
        {
            faults.Add(0, "no capture is in the zip; Android's own bug report has one only where the Bluetooth HCI snoop log was on, and its text form (btsnooz) is not understood");
            return null;
        }
        notes.Add(captures.Length == 1
            ? Phrase.Of($"read in the zip: {Phrase.Verbatim(first.Entry.FullName)}")
            : Phrase.Of($"{captures.Length} captures are in the zip; read was the newest with packets in it, {Phrase.Verbatim(first.Entry.FullName)}, and not {Phrase.Verbatim(string.Join(", ", captures.Skip(1).Take(10).Select(other => other.Entry.FullName)))}"));
        return first.Entry;
    }

    private static int Likeliness(ZipArchiveEntry entry)
    {
        var name = entry.FullName;
        if (name.Contains("btsnoop", StringComparison.OrdinalIgnoreCase))
            return 3;
        if (!Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            return 0;
        return name.Contains("bluetooth", StringComparison.OrdinalIgnoreCase) || name.Contains("hci", StringComparison.OrdinalIgnoreCase) ? 2 : 1;
    }

    /// <summary>Android keeps the log before this one under such a name.</summary>
    private static bool IsOlder(ZipArchiveEntry entry) => entry.FullName.Contains(".last", StringComparison.OrdinalIgnoreCase);

    /// <returns>1 where it has any packet, 0 for a capture without, null for what is no capture.</returns>
    private static int? PacketsOf(ZipArchiveEntry entry)
    {
        try
        {
            using var reader = CaptureReader.Open(entry.Open());
            if (reader.Format is null)
                return null;
            return reader.TryRead(out _) ? 1 : 0;
        }
        catch (Exception exception) when (IsOfContent(exception))
        {
            return null;
        }
    }
}
