using System.Collections.Immutable;
using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Captures.Learning;
using MassagerControl.Devices.Captures.Views;

namespace MassagerControl.App.Cli;

/// <summary><c>massager learn</c>: from a capture of the maker's app to the draft of a profile. Nothing is sent to any device.</summary>
internal sealed class LearnCommand(AppConsole console)
{
    private readonly Argument<string> _file = OptionValues.NotEmpty(new Argument<string>("FILE") { Description = "A Bluetooth capture of the maker's app with the device." }, "a file");
    private readonly Option<string?> _device = OptionValues.NotEmpty(new Option<string?>("--device") { Description = "The address or name of the device, where the capture has several.", HelpName = "ADDR" }, "an address");
    private readonly Option<string?> _marks = OptionValues.NotEmpty(new Option<string?>("--marks") { Description = "A file of lines such as '12.5 level 3', '20 off', '31 battery 80'.", HelpName = "FILE" }, "a file");
    private readonly Option<string[]> _mark = new("--mark") { Description = "One such line; may be given again and again.", HelpName = "'SECONDS TEXT'", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _out = OptionValues.NotEmpty(new Option<string?>("--out") { Description = "Where to write the profile; its captured bytes go to the folder vectors beside it. Without it nothing is written.", HelpName = "FILE" }, "a file");
    private readonly Option<string?> _id = OptionValues.Of("--id", "ID", "Of the profile; the name of its file otherwise.", LearnOptions.Id, "lower-case letters, digits and hyphens");
    private readonly Option<string?> _name = OptionValues.NotEmpty(new Option<string?>("--name") { Description = "Brand and model, for people.", HelpName = "TEXT" }, "a name");
    private readonly Option<Boxed<MassagerKind>?> _kind = LearnOptions.Kind();
    private readonly Option<string?> _licence = OptionValues.NotEmpty(new Option<string?>("--licence") { Description = "Under which you give the captured bytes away, e.g. CC0.", HelpName = "TEXT" }, "a licence");
    private readonly Option<string[]> _endpoint = new("--endpoint") { Description = "What a handle is, where the capture began too late to say so.", HelpName = "HANDLE=SERVICE/CHARACTERISTIC", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _roles = CaptureChoice.RoleOption();
    private readonly Option<string?> _page = OptionValues.NotEmpty(new Option<string?>("--html") { Description = "Write what was learned as one HTML page, too: to look at, and to correct what bytes are thought to be.", HelpName = "FILE" }, "a file");
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    public Command Build()
    {
        var learn = new Command("learn", "Learns a device's bytes from a capture of its maker's app, and drafts a profile. Sends nothing.")
        {
            _file, _device, _marks, _mark, _out, _id, _name, _kind, _licence, _endpoint, _roles, _page, _json,
        };
        learn.SetAction((result, cancellation) => RunAsync(result, cancellation));
        return learn;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var files = LearnFiles.Of(result.GetValue(_out), result.GetValue(_id));
        if (files.Problem is { } unwritable)
            return Refuse(unwritable);
        var path = result.GetRequiredValue(_file);
        if (CaptureFile.Read(path, out var problem) is not { } capture)
            return Refuse(problem!);
        cancellation.ThrowIfCancellationRequested();
        foreach (var fault in capture.Faults)
            console.Complain($"{path}: at byte {fault.Offset}: {fault.Reason}");
        if (new CaptureChoice(console).Choose(path, capture.Conversation.Devices, result.GetValue(_device)) is not { } device)
            return ExitCode.BadInput;
        if (Request(result, capture.Origin, device, files.Id) is not { } request)
            return ExitCode.BadInput;
        var (page, unopened) = Page(result, path);
        using var closing = page;
        if (unopened is not null)
            return Refuse(unopened);
        var report = await Learner.LearnAsync(await MarkedAsync(result, request, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        var written = files.Write(report);
        if (written.Problem is { } full)
            return Refuse(full);
        if (result.GetValue(_json))
            console.Out.WriteLine(LearnJson.Text(report, written.Paths));
        else
            new LearnText(console).Print(report, written);
        if (page is not null && !new PageFile(console).Write(result.GetValue(_page)!, page, CapturePage.Html(CaptureView.Of(report), console.Language)))
            return ExitCode.BadInput;
        return files.Wanted && report.Profile is null ? ExitCode.Refused : ExitCode.Completed;
    }

    private LearnRequest? Request(ParseResult result, CaptureOrigin origin, CapturedDevice device, string? id)
    {
        var (marks, errors) = Marks(result, origin);
        var (places, wrong) = LearnOptions.Places(result.GetValue(_endpoint) ?? []);
        foreach (var error in errors.AddRange(wrong))
            console.Complain(error);
        return errors.IsEmpty && wrong.IsEmpty
            ? new(origin, device, marks)
            {
                Id = id ?? result.GetValue(_id),
                Name = result.GetValue(_name),
                Kind = result.GetValue(_kind)?.Value,
                Licence = result.GetValue(_licence),
                Places = places,
                Roles = CaptureChoice.Roles(result.GetValue(_roles)),
            }
            : null;
    }

    private (ImmutableArray<Mark> Marks, ImmutableArray<Phrase> Errors) Marks(ParseResult result, CaptureOrigin origin)
    {
        var marks = new List<Mark>();
        var errors = new List<Phrase>();
        if (result.GetValue(_marks) is { } file)
        {
            var (read, wrong) = MarksFile.Read(file, origin.Began);
            marks.AddRange(read);
            errors.AddRange(wrong.Select(error => error.InWords()));
        }
        foreach (var line in result.GetValue(_mark) ?? [])
            if (MarkText.Read(line, origin.Began, out var problem) is { } mark)
                marks.Add(mark);
            else
                errors.Add($"--mark: {problem}");
        return ([.. marks.OrderBy(mark => mark.At)], [.. errors]);
    }

    private (StreamWriter? Writer, Phrase? Problem) Page(ParseResult result, string capture) =>
        result.GetValue(_page) is { } page ? PageFile.Create(page, capture) : (null, null);

    /// <summary>On a terminal whoever gave no marks is asked for them.</summary>
    private async Task<LearnRequest> MarkedAsync(ParseResult result, LearnRequest request, CancellationToken cancellation)
    {
        var given = result.GetValue(_marks) is not null || result.GetValue(_mark) is { Length: > 0 };
        if (given || console.Terminal is null || result.GetValue(_json))
            return request;
        var questions = new MarkQuestions(console.Input, console);
        var marks = await questions.AskAsync(Learner.FramesOf(request.Device), cancellation).ConfigureAwait(false);
        await questions.KeepAsync($"{result.GetRequiredValue(_file)}.marks", marks, cancellation).ConfigureAwait(false);
        return request with { Marks = marks };
    }

    private int Refuse(Phrase reason)
    {
        console.Complain(reason);
        return ExitCode.BadInput;
    }
}
