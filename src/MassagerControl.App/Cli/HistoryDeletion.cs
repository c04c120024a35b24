using MassagerControl.Core;
using MassagerControl.Runtime.History;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary><c>massager history --delete-all</c>: asks, deletes, and says what stays.</summary>
internal sealed class HistoryDeletion(AppConsole console, AppParts parts)
{
    private const string Word = "delete";

    public int Run(string? data, bool demo, bool yes)
    {
        if (demo)
            return Fail(ExitCode.BadInput, "--demo: there is nothing to delete, a demo is thrown away by itself");
        var folder = DataFolder.Of(data, parts.Variable);
        if (!yes && NotMeant(folder) is { } why)
            return Fail(ExitCode.Refused, $"nothing was deleted: {why}");
        var (erased, refusal) = HistoryErasure.Erase(folder, parts.Clock, parts.Questions);
        if (erased is null)
            return Fail(ExitCode.Refused, refusal!);
        foreach (var line in erased.Lines())
            console.Out.WriteLine(parts.Language.Say(line));
        return ExitCode.Completed;
    }

    private Phrase? NotMeant(DataFolder folder)
    {
        if (console.Terminal is null)
            return "say that you mean it with --yes";
        console.Say($"This deletes every session in {folder.Path}, for good. massager history export keeps a copy.");
        console.Ask($"To delete it, type {Word} and press ENTER:");
        return console.Input.ReadLine()?.Trim() == Word ? null : Phrase.Of($"you did not type {Word}");
    }

    private int Fail(int exit, Phrase reason)
    {
        console.Complain(reason);
        return exit;
    }
}
