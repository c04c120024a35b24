using System.Text;

namespace MassagerControl.App.Cli;

/// <summary>The files that a run writes, opened before anything starts.</summary>
/// <param name="Error">Why one of them cannot be opened, or null.</param>
internal sealed record RunFiles(TextWriter? Events, TextWriter? Report, string? Error) : IDisposable
{
    public static RunFiles Open(RunOptions options, TextWriter standardOutput)
    {
        if (Clash(options) is { } clash)
            return new(null, null, $"{clash}: named twice; a file that is written is nothing else too");
        TextWriter? events = null;
        var current = options.Events;
        try
        {
            events = options.Events switch
            {
                null => null,
                "-" => new Borrowed(standardOutput),
                var path => Create(path),
            };
            current = options.Report;
            return new(events, options.Report is { } report ? Create(report) : null, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            events?.Dispose();
            return new(null, null, $"{current}: cannot be written: {exception.Message}");
        }
    }

    public void Dispose()
    {
        Close(Events);
        Close(Report);
    }

    private static string? Clash(RunOptions options)
    {
        string?[] written = [options.Events == "-" ? null : options.Events, options.Report, options.Ledger];
        string?[] read = [options.Ratings, options.Faults, options.CheckIn, options.Program];
        var all = written.Concat(read).OfType<string>().Where(path => path.Length > 0).ToArray();
        return written.OfType<string>().FirstOrDefault(path => path.Length > 0 && all.Count(other => SamePath(other, path)) > 1);
    }

    private static bool SamePath(string one, string other) => Path.GetFullPath(one) == Path.GetFullPath(other);

    // What could not be written was told when it happened; closing tries once more in vain.
    private static void Close(TextWriter? writer)
    {
        try
        {
            writer?.Dispose();
        }
        catch (IOException)
        {
        }
    }

    private static StreamWriter Create(string path) => new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    /// <summary>Somebody else's writer: flushed, never closed.</summary>
    private sealed class Borrowed(TextWriter inner) : TextWriter
    {
        public override Encoding Encoding => inner.Encoding;

        public override void Write(char value) => inner.Write(value);

        public override void Write(string? value) => inner.Write(value);

        public override void Flush() => inner.Flush();
    }
}
