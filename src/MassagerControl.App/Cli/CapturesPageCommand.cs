using System.CommandLine;
using MassagerControl.Devices.Captures.Views;

namespace MassagerControl.App.Cli;

/// <summary><c>massager captures page</c>: the same as one page for a browser, which needs no network and no other file.</summary>
internal sealed class CapturesPageCommand(AppConsole console)
{
    // A page of more lines is slow in every browser.
    private const int MostRows = 5000;

    private readonly CaptureChoice _choice = new(console);
    private readonly Option<Boxed<int>?> _rows = CapturesShowCommand.RowsOption(MostRows);
    private readonly Argument<string> _page = OptionValues.NotEmpty(new Argument<string>("PAGE") { Description = "The HTML file to write." }, "a file");

    public Command Build()
    {
        var command = new Command("page", "Writes the same as one HTML page that works without a network: to look at, and to correct what bytes are thought to be.");
        _choice.AddTo(command);
        command.Add(_page);
        command.Add(_rows);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        if (_choice.View(result, result.GetValue(_rows)?.Value ?? CaptureView.UsualRows) is not { } view)
            return ExitCode.BadInput;
        var page = result.GetRequiredValue(_page);
        var (writer, problem) = PageFile.Create(page, _choice.File(result));
        using var closing = writer;
        if (problem is not null)
        {
            console.Complain(problem);
            return ExitCode.BadInput;
        }
        return new PageFile(console).Write(page, writer!, CapturePage.Html(view, console.Language)) ? ExitCode.Completed : ExitCode.BadInput;
    }
}
