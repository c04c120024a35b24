using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Core.Notes;
using MassagerControl.Runtime.History;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary><c>massager history note</c>: puts tags and a few words on a session of the past, whenever somebody likes; nobody is asked.</summary>
internal sealed class HistoryNoteCommand(AppConsole console, AppParts parts)
{
    private readonly Argument<long> _id = HistoryCommand.SessionArgument();
    private readonly Option<string?> _data = DataOption.Create();

    private readonly Option<string[]> _tags = new("--tag")
    {
        Description = $"What may have brought it or what it is like: {string.Join(", ", SessionTags.All.Select(tag => tag.Id))}, or a word of your own. Again for more.",
        HelpName = "TAG",
    };

    private readonly Option<string?> _note = new("--note") { Description = $"A few words, {SessionNote.LongestText} characters at most.", HelpName = "TEXT" };
    private readonly Option<bool> _clear = new("--clear") { Description = "Takes all of it away." };

    public Command Build()
    {
        var note = new Command("note", "Puts tags and a few words on a session, in place of those of before.") { _id, _tags, _note, _clear, _data };
        note.Validators.Add(result =>
        {
            var says = result.GetResult(_tags) is not null || result.GetResult(_note) is not null;
            if (says == result.GetValue(_clear))
                result.AddError("--tag, --note or both; or --clear alone");
        });
        note.SetAction(result => Run(result));
        return note;
    }

    private int Run(ParseResult result)
    {
        var (note, reasons) = SessionNote.Of(result.GetValue(_note) ?? "", result.GetValue(_tags) ?? []);
        if (note is null)
            return Fail([.. reasons]);
        var id = result.GetValue(_id);
        var (known, error) = SessionNotes.Keep(DataFolder.Of(result.GetValue(_data), parts.Variable).Path, id, note, parts.WallClock);
        if (error is not null)
            return Fail(error);
        if (!known)
            return Fail(Phrase.Of($"there is no session {id}; see: massager history list"));
        console.Out.WriteLine(parts.Language.Say(note.IsEmpty ? "Nothing is said of it any more." : "Kept."));
        return ExitCode.Completed;
    }

    private int Fail(params ReadOnlySpan<Phrase> reasons)
    {
        foreach (var reason in reasons)
            console.Complain(reason);
        return ExitCode.BadInput;
    }
}
