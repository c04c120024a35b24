using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Runtime.History;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary><c>massager history</c>: the sessions of the past. Reads only, but for <c>--delete-all</c>; where nothing was kept, nothing is made.</summary>
internal sealed class HistoryCommand(AppConsole console, AppParts parts)
{
    private const int Most = 1_000_000;

    private readonly Option<string?> _data = DataOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<bool> _csv = new("--csv") { Description = "Print comma-separated values, the oldest first." };
    private readonly Option<bool> _chart = new("--chart") { Description = "A chart of each place: pain before and after, press time." };
    private readonly Option<bool> _demo = new("--demo") { Description = "Invented sessions to look at, each marked DEMO; nothing of yours." };
    private readonly Option<bool> _deleteAll = new("--delete-all") { Description = "Deletes the history. What a limit still counts by stays." };
    private readonly Option<bool> _yes = new("--yes") { Description = "With --delete-all: without a question; needed where nobody can answer." };

    private readonly Option<string?> _report = OptionValues.NotEmpty(
        new Option<string?>("--report") { Description = "A page to print, with charts and tables; - is standard output.", HelpName = "FILE.html" }, "a file");

    private readonly Option<Boxed<int>?> _last = OptionValues.Of(
        "--last", "N", "Only the newest.", text => Boxed.From(OptionValues.Whole(text, 1, Most)), $"a whole number from 1 to {Most}");

    private readonly Argument<long> _id = SessionArgument();

    private readonly Option<string?> _format = OptionValues.Of(
        "--format", "csv|json", "csv: one line a session; json: with every event, dose and lock.", text => text is "csv" or "json" ? text : null, "csv or json");

    private readonly Option<string?> _to = OptionValues.NotEmpty(
        new Option<string?>("--to") { Description = "Where it goes; - or nothing is standard output.", HelpName = "FILE" }, "a file");

    /// <summary>A session of the past by its number.</summary>
    internal static Argument<long> SessionArgument() => new("ID")
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

    public Command Build()
    {
        var list = new Command("list", "Lists the sessions, the newest first.") { _json, _last, _demo, _data };
        list.SetAction((result, _) => ReadAsync(result, work => List(work, result)));
        var show = new Command("show", "Shows one session with everything that happened in it.") { _id, _json, _demo, _data };
        show.SetAction((result, _) => ReadAsync(result, work => Show(work, result)));
        var export = new Command("export", "Writes all of it, for you to keep or to pass on.") { _format, _to, _demo, _data };
        export.SetAction((result, _) => WriteAsync(result, result.GetValue(_to), work => Everything(work, result)));
        var history = new Command("history", "The sessions of the past: as a list, as charts, as a page to print.")
        {
            list, show, export, new HistoryNoteCommand(console, parts).Build(), _json, _csv, _chart, _report, _last, _demo, _deleteAll, _yes, _data,
        };
        history.Validators.Add(result =>
        {
            if (new Option[] { _json, _csv, _chart, _report, _deleteAll }.Count(option => result.GetResult(option) is { Implicit: false }) > 1)
                result.AddError("--json, --csv, --chart, --report and --delete-all: one of them at a time");
        });
        history.SetAction((result, _) => RunAsync(result));
        return history;
    }

    private Task<int> RunAsync(ParseResult result) => result switch
    {
        _ when result.GetValue(_deleteAll) => Task.FromResult(new HistoryDeletion(console, parts).Run(result.GetValue(_data), result.GetValue(_demo), result.GetValue(_yes))),
        _ when result.GetValue(_report) is { } path => WriteAsync(result, path, work => Report(work, result)),
        _ when result.GetValue(_csv) => WriteAsync(result, null, work => HistoryCsv.Of(Newest(work, result))),
        _ when result.GetValue(_chart) => ReadAsync(result, work => Chart(work, result)),
        _ => ReadAsync(result, work => List(work, result)),
    };

    /// <summary>Opens the person's own history, or a demo that is thrown away: never both.</summary>
    private async Task<int> ReadAsync(ParseResult result, Func<Transaction?, int> read)
    {
        if (!result.GetValue(_demo))
            return Read(DataFolder.Of(result.GetValue(_data), parts.Variable).Path, read);
        try
        {
            using var demo = await DemoHistory.MakeAsync(parts.Intake).ConfigureAwait(false);
            return Read(demo.Folder, read);
        }
        catch (StoreException exception)
        {
            return Fail(exception.Words);
        }
    }

    private int Read(string folder, Func<Transaction?, int> read)
    {
        var opening = MassagerStore.OpenExisting(folder);
        if (opening.Error is { } error)
            return Fail(error);
        using var store = opening.Store;
        try
        {
            return store is null ? read(null) : store.Read(read);
        }
        catch (StoreException exception)
        {
            return Fail(exception.Words);
        }
    }

    private int List(Transaction? work, ParseResult result)
    {
        var sessions = Newest(work, result);
        if (result.GetValue(_json))
            console.Out.WriteLine(HistoryJson.Of(sessions));
        else if (sessions.IsEmpty)
            console.Say("No session yet. A real device's sessions are kept here, and those of the simulator when --data names a folder.");
        else
            Print(HistoryText.Of(sessions, parts.Clock, parts.Language));
        return ExitCode.Completed;
    }

    private int Chart(Transaction? work, ParseResult result)
    {
        var sessions = Newest(work, result);
        if (sessions.IsEmpty)
            return List(work, result);
        // Where nobody sits, somebody reads a file: its signs are those of any system.
        var ink = console.Terminal is { Look.Unicode: true } ? ChartInk.Unicode : ChartInk.Ascii;
        Print(new HistoryChart(ink, parts.Clock.Local(), parts.Language).Of(sessions));
        return ExitCode.Completed;
    }

    private string Report(Transaction? work, ParseResult result) => new HistoryReport(parts.Clock, parts.Language)
        .Of([.. Newest(work, result).Select(session => new ReportedSession(session, new SessionTable(work!).Events(session.Stored.Id)))]);

    private int Show(Transaction? work, ParseResult result)
    {
        var id = result.GetValue(_id);
        if (work is null || PastSession.Find(work, id, result.GetValue(_demo)) is not { } session)
            return Fail($"there is no session {id}; see: massager history list");
        var events = new SessionTable(work).Events(id);
        if (result.GetValue(_json))
            console.Out.WriteLine(HistoryJson.Of(session, events));
        else
            Print(HistoryText.Of(session, events, parts.Clock, parts.Language));
        return ExitCode.Completed;
    }

    private ImmutableArray<PastSession> Newest(Transaction? work, ParseResult result) =>
        work is null ? [] : PastSession.Newest(work, result.GetValue(_last)?.Value ?? Most, result.GetValue(_demo));

    /// <summary>The path is tried before anything is read.</summary>
    private async Task<int> WriteAsync(ParseResult result, string? path, Func<Transaction?, string> text)
    {
        if (path is null or OutputFile.StandardOutput)
            return await ReadAsync(result, work => Write(text(work), null)).ConfigureAwait(false);
        var (file, error) = LaterFile.Plan(path);
        using (file)
            return error is null ? await ReadAsync(result, work => Write(text(work), file)).ConfigureAwait(false) : Fail(error);
    }

    private string Everything(Transaction? work, ParseResult result) => result.GetValue(_format) == "csv"
        ? HistoryCsv.Of(work is null ? [] : PastSession.Newest(work, Most, result.GetValue(_demo)))
        : HistoryJson.Everything(work, result.GetValue(_demo));

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

    private int Fail(Phrase error)
    {
        console.Complain(error);
        return ExitCode.BadInput;
    }
}
