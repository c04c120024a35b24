using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using MassagerControl.Runtime.History;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary><c>massager history</c>: the sessions of the past. Reads only; where nothing was kept, nothing is made.</summary>
internal sealed class HistoryCommand(AppConsole console, AppParts parts)
{
    private const int Most = 1_000_000;

    private readonly Option<string?> _data = DataOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<Boxed<int>?> _last = OptionValues.Of(
        "--last", "N", "Only the newest.", text => Boxed.From(OptionValues.Whole(text, 1, Most)), $"a whole number from 1 to {Most}");

    private readonly Argument<long> _id = new("ID")
    {
        Description = "The number that the list shows.",
        HelpName = "ID",
        CustomParser = result =>
        {
            if (!long.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                result.AddError($"'{result.Tokens[0].Value}' is no session: a whole number is expected, as massager history list shows it");
            return id;
        },
    };

    private readonly Option<string?> _format = OptionValues.Of(
        "--format", "csv|json", "csv: one line a session; json: with every event, dose and lock.", text => text is "csv" or "json" ? text : null, "csv or json");

    private readonly Option<string?> _to = OptionValues.NotEmpty(
        new Option<string?>("--to") { Description = "Where it goes; - or nothing is standard output.", HelpName = "FILE" }, "a file");

    public Command Build()
    {
        var list = new Command("list", "Lists the sessions, the newest first.") { _json, _last, _data };
        list.SetAction(result => Read(result, work => List(work, result)));
        var show = new Command("show", "Shows one session with everything that happened in it.") { _id, _json, _data };
        show.SetAction(result => Read(result, work => Show(work, result)));
        var export = new Command("export", "Writes all of it, for you to keep or to pass on.") { _format, _to, _data };
        export.SetAction(Export);
        return new Command("history", "The sessions of the past.") { list, show, export };
    }

    private int Read(ParseResult result, Func<Transaction?, int> read)
    {
        var opening = MassagerStore.OpenExisting(DataFolder.Of(result.GetValue(_data), parts.Variable).Path);
        if (opening.Error is { } error)
            return Fail(error);
        using var store = opening.Store;
        try
        {
            return store is null ? read(null) : store.Read(read);
        }
        catch (StoreException exception)
        {
            return Fail(exception.Message);
        }
    }

    private int List(Transaction? work, ParseResult result)
    {
        var sessions = work is null ? [] : new SessionTable(work).Newest(result.GetValue(_last)?.Value ?? Most);
        if (result.GetValue(_json))
            console.Out.WriteLine(HistoryJson.Of(sessions));
        else if (sessions.IsEmpty)
            console.Out.WriteLine("No session yet. A real device's sessions are kept here, and those of the simulator when --data names a folder.");
        else
            Print(HistoryText.Of(sessions, parts.Clock));
        return ExitCode.Completed;
    }

    private int Show(Transaction? work, ParseResult result)
    {
        var id = result.GetValue(_id);
        if (work is null || new SessionTable(work).Find(id) is not { } session)
            return Fail($"there is no session {id}; see: massager history list");
        var events = new SessionTable(work).Events(id);
        if (result.GetValue(_json))
            console.Out.WriteLine(HistoryJson.Of(session, events));
        else
            Print(HistoryText.Of(session, events, parts.Clock));
        return ExitCode.Completed;
    }

    private int Export(ParseResult result)
    {
        if (result.GetValue(_to) is not { } path || path == OutputFile.StandardOutput)
            return Read(result, work => Write(Everything(work, result), null));
        var (file, error) = LaterFile.Plan(path);
        using (file)
            return error is null ? Read(result, work => Write(Everything(work, result), file)) : Fail(error);
    }

    private string Everything(Transaction? work, ParseResult result) =>
        result.GetValue(_format) == "csv" ? HistoryCsv.Of(work is null ? [] : new SessionTable(work).Newest(Most)) : HistoryJson.Everything(work);

    /// <param name="file">Null for standard output.</param>
    private int Write(string text, LaterFile? file)
    {
        if (file?.Write(text) is { } problem)
            return Fail(problem);
        if (file is null)
            console.Out.Write(text);
        return ExitCode.Completed;
    }

    private void Print(ImmutableArray<string> lines)
    {
        foreach (var line in lines)
            console.Out.WriteLine(line);
    }

    private int Fail(string error)
    {
        console.Error.WriteLine($"massager: {error}");
        return ExitCode.BadInput;
    }
}
