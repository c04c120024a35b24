using System.CommandLine;
using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Captures.Learning;
using MassagerControl.Devices.Json;

namespace MassagerControl.App.Cli;

/// <summary><c>massager marks</c>: a stopwatch for whoever captures, which writes the file of marks while they tap on the maker's app.</summary>
internal sealed class MarksCommand(AppConsole console, TimeProvider time)
{
    private readonly Argument<string> _file = OptionValues.NotEmpty(new Argument<string>("FILE") { Description = "The file of marks to write. One that exists is not overwritten." }, "a file");
    private readonly Option<bool> _seconds = new("--seconds")
    {
        Description = "Write seconds since you began, instead of moments of the clock: for a capture whose clock is wrong. Begin then with the recording.",
    };

    public Command Build()
    {
        var marks = new Command("marks", "Writes down when you choose which level in the maker's app, while you capture. Sends nothing.") { _file, _seconds };
        marks.SetAction((result, cancellation) => RunAsync(result.GetRequiredValue(_file), result.GetValue(_seconds), cancellation));
        return marks;
    }

    private async Task<int> RunAsync(string path, bool seconds, CancellationToken cancellation)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.CreateNew);
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            console.Complain(OutputFile.Problem(path, exception));
            return ExitCode.BadInput;
        }
        await using var writer = new StreamWriter(stream) { AutoFlush = true };
        console.Say("Start the recording, then press Enter here.");
        if (await LineAsync(cancellation).ConfigureAwait(false) is null)
            return ExitCode.EndedEarly;
        console.Say("At each act in the app type the level's number, off, on, battery 80, or a note, and press Enter. Enter alone: the last one was wrong. q ends.");
        var marks = await TakeAsync(writer, seconds, cancellation).ConfigureAwait(false);
        console.Say($"{path}: {Phrase.Count(marks, "mark")}. Stop the recording. Next: massager learn CAPTURE --marks {path}");
        return ExitCode.Completed;
    }

    /// <summary>Each mark is in the file before the next one is typed.</summary>
    /// <returns>How many there are in the end.</returns>
    private async Task<int> TakeAsync(StreamWriter writer, bool seconds, CancellationToken cancellation)
    {
        var (began, clock, marks) = (time.GetTimestamp(), time.GetUtcNow(), new List<Mark>());
        while (await LineAsync(cancellation).ConfigureAwait(false) is { } line && line.Trim() is not ("q" or "Q"))
        {
            var at = time.GetElapsedTime(began);
            if (line.Trim().Length > 0)
                marks.Add(MarkAnswer.Read(line, at) ?? new(at, MarkKind.Note, 0, line.Trim()));
            else if (marks.Count > 0)
                marks.RemoveAt(marks.Count - 1);
            Rewrite(writer, marks, seconds ? null : clock);
            if (marks.Count > 0)
                console.Out.WriteLine($"  {marks[^1].At.TotalSeconds.ToString("0.0", console.Language.Numbers)} s  {marks[^1].Text}");
            else
                console.Say("  no mark");
        }
        return marks.Count;
    }

    private static void Rewrite(StreamWriter writer, List<Mark> marks, DateTimeOffset? clock)
    {
        writer.BaseStream.SetLength(0);
        writer.BaseStream.Position = 0;
        foreach (var mark in marks)
            writer.WriteLine(clock is { } began ? $"{(began + mark.At).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)} {mark.Text}" : MarkText.Line(mark));
    }

    private Task<string?> LineAsync(CancellationToken cancellation) => Task.Run(console.Input.ReadLine, CancellationToken.None).WaitAsync(cancellation);
}
