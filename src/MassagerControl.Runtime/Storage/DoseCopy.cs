using System.Collections.Immutable;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Runtime.Storage;

/// <summary>What a copy says.</summary>
/// <param name="Bad">The lines that cannot be read, each with its reason.</param>
public sealed record DoseCopyReading(ImmutableArray<CopyLine> Lines, ImmutableArray<Phrase> Bad);

/// <summary>A second file of doses and locks, appended to until a person deletes their history: the memory of a database that was deleted or set back.</summary>
public sealed class DoseCopy(string file)
{
    public const string FileName = "doses.jsonl";

    private const byte NewLine = (byte)'\n';

    public string File { get; } = file;

    /// <returns>Nothing where there is no such file yet.</returns>
    /// <exception cref="StoreException">It is there and cannot be read.</exception>
    public DoseCopyReading Read()
    {
        var text = Guarded("read", () => Whole());
        var lines = text.Split('\n');
        var readings = lines.Take(lines.Length - 1)
            .Select((line, i) => (Line: line, Place: $"{File}: line {i + 1}"))
            .Where(line => line.Line.Length > 0)
            .Select(line => CopyLineJson.Parse(line.Place, line.Line))
            .ToArray();
        // A last line without an end was cut off by a crash, before anything relied on it.
        return new([.. readings.Select(r => r.Value).OfType<CopyLine>()], [.. readings.SelectMany(r => r.Errors).Select(error => error.InWords())]);
    }

    /// <summary>On return the lines are on the disk.</summary>
    /// <exception cref="StoreException">They are not.</exception>
    public void Append(ImmutableArray<CopyLine> lines)
    {
        if (lines.IsEmpty)
            return;
        Guarded("written", () =>
        {
            PrivateFile.MakeFolder(Path.GetDirectoryName(File)!);
            using var stream = PrivateFile.Open(File, FileMode.OpenOrCreate, FileAccess.ReadWrite);
            var start = EndsWithinALine(stream) ? "\n" : "";
            stream.Seek(0, SeekOrigin.End);
            stream.Write(Encoding.UTF8.GetBytes(start + string.Concat(lines.Select(line => line.Text() + "\n"))));
            stream.Flush(flushToDisk: true);
            return true;
        });
    }

    /// <summary>On return the file has these lines and no others, on the disk; until then it is as it was.</summary>
    /// <exception cref="StoreException">It is as it was.</exception>
    public void Replace(ImmutableArray<CopyLine> lines)
    {
        Guarded("written", () =>
        {
            if (Whole().Length == 0 && lines.IsEmpty)
                return true;
            PrivateFile.MakeFolder(Path.GetDirectoryName(File)!);
            var draft = $"{File}.new-{Environment.ProcessId}";
            using (var stream = PrivateFile.Open(draft, FileMode.Create, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line.Text() + "\n"))));
                stream.Flush(flushToDisk: true);
            }
            System.IO.File.Move(draft, File, overwrite: true);
            return true;
        });
    }

    /// <exception cref="IOException">Nobody can tell whether it is there.</exception>
    private string Whole()
    {
        if (FileErrorText.Problem(File) is { } problem)
            throw new IOException(problem.Text);
        return System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File) : "";
    }

    private static bool EndsWithinALine(FileStream stream)
    {
        if (stream.Length == 0)
            return false;
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() != NewLine;
    }

    private T Guarded<T>(string verb, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            throw new StoreException($"{File}: cannot be {verb}: {FileErrorText.Of(exception, File)}");
        }
    }
}
