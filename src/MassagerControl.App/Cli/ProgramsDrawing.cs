using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary>Draws a chart on the terminal, or into a file as SVG.</summary>
internal sealed class ProgramsDrawing(AppConsole console, Language language)
{
    public static Option<string?> Option() => OptionValues.NotEmpty(
        new Option<string?>("--svg") { Description = "Where the drawing goes as a picture; - is standard output.", HelpName = "FILE" }, "a file");

    public void Write(TimeChart chart)
    {
        // Where nobody sits, somebody reads a file: its signs are those of any system.
        foreach (var line in new TimeChartText(console.Terminal is { Look.Unicode: true }, language).Lines(chart))
            console.Out.WriteLine(line);
    }

    /// <returns>The exit code.</returns>
    public int Save(string file, TimeChart chart, string title)
    {
        var svg = TimeChartSvg.Of(chart, title, language);
        if (file == OutputFile.StandardOutput)
        {
            console.Out.Write(svg);
            return ExitCode.Completed;
        }
        if (OutputFile.KeptProblem(file) is { } kept)
            return Fail(kept);
        try
        {
            File.WriteAllText(file, svg);
            return ExitCode.Completed;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return Fail(OutputFile.Problem(file, exception));
        }
    }

    private int Fail(Phrase reason)
    {
        console.Complain(reason);
        return ExitCode.BadInput;
    }
}
