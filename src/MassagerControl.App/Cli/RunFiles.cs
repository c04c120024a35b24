using System.Text;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary>The files that a run writes, opened before anything starts.</summary>
/// <param name="Error">Why one of them cannot be opened, or null.</param>
internal sealed record RunFiles(TextWriter? Events, TextWriter? Report, Phrase? Error) : IDisposable
{
    /// <remarks>Nothing is emptied before everything is open: a wrong path costs no other file its contents.</remarks>
    public static RunFiles Open(RunOptions options, TextWriter standardOutput)
    {
        if (Clash(options) is { } clash)
            return Failed(clash);
        var (events, error) = Open(options.Events);
        var (report, second) = error is null ? Open(options.Report) : default;
        var problem = error ?? second ?? Ledger(options.Order.Ledger) ?? Empty(options.Events, events, device: false) ?? Empty(options.Report, report, device: true);
        if (problem is null)
            return new(Writer(options.Events, events, standardOutput), Writer(options.Report, report, standardOutput), null);
        OutputFile.Close(events);
        OutputFile.Close(report);
        return Failed(problem);
    }

    public void Dispose()
    {
        OutputFile.Close(Events);
        OutputFile.Close(Report);
    }

    private static RunFiles Failed(Phrase error) => new(null, null, error);

    private static Phrase? Clash(RunOptions options)
    {
        if (options is { Events: OutputFile.StandardOutput, Report: OutputFile.StandardOutput })
            return "--events and --report: only one of them can be standard output";
        return OutputFile.Clash(
            [Named(options.Events), Named(options.Report), options.Order.Ledger],
            [options.Order.Ratings, options.Order.Faults, options.Order.CheckIn, options.Order.Program, SimulatorSetup.PathIn(options.Order.Device)]);
    }

    private static string? Named(string? path) => path == OutputFile.StandardOutput ? null : path;

    private static (StreamWriter? Writer, Phrase? Error) Open(string? path) => Named(path) is { } file ? OutputFile.Open(file) : default;

    private static Phrase? Empty(string? path, StreamWriter? writer, bool device) => writer is null ? null : OutputFile.Empty(path!, writer, device);

    private static Phrase? Ledger(string? path)
    {
        if (path is null)
            return null;
        try
        {
            DoseLedgerFile.Prepare(path);
            return null;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return $"{path}: cannot be written: {FileErrorText.Of(exception, path)}";
        }
    }

    private static TextWriter? Writer(string? path, StreamWriter? file, TextWriter standardOutput) =>
        path == OutputFile.StandardOutput ? new Borrowed(standardOutput) : file;

    /// <summary>Somebody else's writer: flushed, never closed.</summary>
    private sealed class Borrowed(TextWriter inner) : TextWriter
    {
        public override Encoding Encoding => inner.Encoding;

        public override void Write(char value) => inner.Write(value);

        public override void Write(string? value) => inner.Write(value);

        public override void Flush() => inner.Flush();
    }
}
