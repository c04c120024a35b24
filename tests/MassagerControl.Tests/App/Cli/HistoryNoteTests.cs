using System.Text.Json;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.App.Cli;

/// <summary>What a person says of a session of the past, and where it is seen again.</summary>
public sealed class HistoryNoteTests : IDisposable
{
    private readonly DataRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Tags_and_a_note_are_in_the_history_the_export_and_the_report()
    {
        await _run.RunAsync();
        Assert.Equal("Kept.", Assert.Single((await NoteAsync("1", "--tag", "spreads", "--tag", "desk", "--tag", "new mattress", "--note", "=SUM(A1), \"odd\"")).OutLines));

        var show = (await _run.HistoryAsync("show", "1")).OutLines;
        Assert.Contains("tags: at a desk, spreads to a place nearby, new mattress", show);
        Assert.Contains("note: =SUM(A1), \"odd\"", show);
        using var json = JsonDocument.Parse((await _run.HistoryAsync("list", "--json")).Out);
        Assert.Equal(["desk", "spreads", "new mattress"], json.RootElement[0].GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        using var export = JsonDocument.Parse((await _run.HistoryAsync("export")).Out);
        Assert.Equal("=SUM(A1), \"odd\"", export.RootElement.GetProperty("sessions")[0].Text("note"));
        Assert.EndsWith(",false,desk; spreads; new mattress,\"'=SUM(A1), \"\"odd\"\"\"", (await _run.HistoryAsync("--csv")).OutLines[1].TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("<td>at a desk; spreads to a place nearby; new mattress; =SUM(A1), &quot;odd&quot;</td>", (await _run.HistoryAsync("--report", "-")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_said_later_takes_the_place_of_it_and_can_be_taken_away()
    {
        await _run.RunAsync();
        await NoteAsync("1", "--tag", "desk");
        await NoteAsync("1", "--note", "better");
        Assert.Equal(["note: better"], (await _run.HistoryAsync("show", "1")).OutLines.Where(Says));
        await NoteAsync("1", "--clear");

        Assert.DoesNotContain((await _run.HistoryAsync("show", "1")).OutLines, Says);

        static bool Says(string line) => line.StartsWith("tags: ", StringComparison.Ordinal) || line.StartsWith("note: ", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_the_history_deletes_it()
    {
        await _run.RunAsync();
        await NoteAsync("1", "--note", "nobody else needs to know");
        await _run.HistoryAsync("--delete-all", "--yes");

        Assert.Equal(0, _run.Read(work => work.Query("SELECT count(*) FROM session_notes", row => row.Whole(0)))[0]);
        Assert.DoesNotContain("nobody else", await File.ReadAllTextAsync(_run.Database, System.Text.Encoding.Latin1, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_or_a_session_that_is_none_is_told_and_nothing_is_asked_for_without_both()
    {
        await _run.RunAsync();

        Assert.Equal((2, "massager: '=x' is no tag: at most 30 letters, digits, spaces and hyphens, and a letter or digit first"), await FirstAsync("1", "--tag", "=x"));
        Assert.Equal((2, "massager: there is no session 9; see: massager history list"), await FirstAsync("9", "--note", "x"));
        Assert.Equal((2, "massager: --tag, --note or both; or --clear alone"), await FirstAsync("1"));
        Assert.Equal((2, "massager: --tag, --note or both; or --clear alone"), await FirstAsync("1", "--note", "x", "--clear"));

        async Task<(int Exit, string Line)> FirstAsync(params string[] args) => await NoteAsync(args) is var run ? (run.Exit, run.ErrorLines[0]) : default;
    }

    [Fact]
    public async Task What_somebody_else_wrote_there_is_no_reason_to_fail()
    {
        await _run.RunAsync();
        await NoteAsync("1", "--tag", "desk", "--note", "x");
        using (var store = MassagerStore.Open(_run.Data).Store!)
            store.Write(work => work.Execute("UPDATE session_notes SET tags = '{no list'"));

        Assert.Equal(0, (await _run.HistoryAsync("show", "1")).Exit);
    }

    private Task<Massager> NoteAsync(params string[] args) => Massager.RunAsync(_run.Shipped, ["history", "note", .. args, "--data", _run.Data]);
}
