using System.CommandLine;
using MassagerControl.Devices.Captures.Views;

namespace MassagerControl.App.Cli;

/// <summary><c>massager captures show</c>: the time line of a capture in the terminal.</summary>
internal sealed class CapturesShowCommand(AppConsole console)
{
    private const int MostRows = 100_000;

    private readonly CaptureChoice _choice = new(console);
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<Boxed<int>?> _rows = RowsOption(MostRows);

    public Command Build()
    {
        var command = new Command("show", "Shows what was written to a device and what it said, with what each byte is thought to be.");
        _choice.AddTo(command);
        command.Add(_rows);
        command.Add(_json);
        command.SetAction(Run);
        return command;
    }

    public static Option<Boxed<int>?> RowsOption(int most) =>
        OptionValues.Of("--rows", "N", $"So many lines of the time line at most; {CaptureView.UsualRows} otherwise.", text => Boxed.From(OptionValues.Whole(text, 1, most)), $"a whole number from 1 to {most}");

    private int Run(ParseResult result)
    {
        if (_choice.View(result, result.GetValue(_rows)?.Value ?? CaptureView.UsualRows) is not { } view)
            return ExitCode.BadInput;
        if (result.GetValue(_json))
            console.Out.WriteLine(CaptureJson.Text(view));
        else
            foreach (var line in new CaptureText(console.Language, console.Terminal?.Look).Lines(view))
                console.Out.WriteLine(line);
        return ExitCode.Completed;
    }
}
