using MassagerControl.Core;
using MassagerControl.Devices.Json;

namespace MassagerControl.App.Cli;

/// <summary>A file that a command writes at its end, if at all. Its path is tried before the work begins, and nothing is changed until the file is written.</summary>
internal sealed class LaterFile : IDisposable
{
    private readonly string _path;
    private StreamWriter? _writer;

    private LaterFile(string path, StreamWriter? writer) => (_path, _writer) = (path, writer);

    /// <returns>The file; or why it cannot be written, with its name.</returns>
    public static (LaterFile? File, Phrase? Error) Plan(string path)
    {
        var isThere = File.Exists(path);
        var (writer, error) = OutputFile.Open(path, isPrivate: true);
        if (writer is null)
            return (null, error);
        if (isThere)
            return (new LaterFile(path, writer), null);
        OutputFile.Close(writer);
        if (Drop(OutputFile.Real(path)) is { } problem)
            return (null, problem);
        return (new LaterFile(path, null), null);
    }

    /// <summary>Replaces whatever is there. What is new is readable by its owner alone.</summary>
    /// <returns>Why that failed, or null.</returns>
    public Phrase? Write(string text)
    {
        if (_writer is null)
        {
            (_writer, var error) = OutputFile.Open(_path, isPrivate: true);
            if (_writer is null)
                return error;
        }
        if (OutputFile.Empty(_path, _writer) is { } full)
            return full;
        try
        {
            _writer.Write(text);
            _writer.Flush();
            return null;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return OutputFile.Problem(_path, exception);
        }
    }

    public void Dispose() => OutputFile.Close(_writer);

    private static Phrase? Drop(string path)
    {
        try
        {
            File.Delete(path);
            return null;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return OutputFile.Problem(path, exception);
        }
    }
}
