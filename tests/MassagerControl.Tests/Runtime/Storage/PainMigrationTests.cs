using MassagerControl.Core;
using MassagerControl.Runtime.History;
using MassagerControl.Runtime.Storage;
using Microsoft.Data.Sqlite;

namespace MassagerControl.Tests.Runtime.Storage;

/// <summary>A store of before the pain after a session was kept: nothing is lost, and its sessions find their check-ins.</summary>
public sealed class PainMigrationTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly StoreFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(-1, "left", "6", 6)]
    [InlineData(-59, "left", "6", 6)]
    [InlineData(-61, "left", "6", null)]
    [InlineData(1, "left", "6", null)]
    [InlineData(-1, "right", "6", null)]
    [InlineData(-1, "left", "77", null)]
    [InlineData(-1, "left", "\"much\"", null)]
    public void A_session_belongs_to_the_check_in_of_its_place_in_the_hour_before(int minutes, string side, string rating, int? pain)
    {
        Old(CheckIn(minutes, $$$"""{"area":"lower-back","side":"{{{side}}}","answers":{"fever":"no","place-pain":{{{rating}}}}}"""));

        Assert.Equal(pain, Session().Before?.Value);
    }

    [Fact]
    public void The_last_of_several_check_ins_counts_and_one_that_cannot_be_read_hinders_nothing()
    {
        Old(
            CheckIn(-30, """{"area":"lower-back","side":"left","answers":{"place-pain":7}}"""),
            CheckIn(-3, """{"area":"lower-back","side":"left","answers":{"place-pain":3}}"""),
            CheckIn(-2, "{ no JSON"),
            CheckIn(-1, "[]"));

        Assert.Equal(3, Session().Before?.Value);
    }

    [Fact]
    public void What_was_kept_is_there_and_a_moment_that_is_none_hinders_nothing()
    {
        Old(CheckIn(-1, """{"area":"lower-back","side":"left","answers":{"place-pain":3}}"""), "UPDATE sessions SET began_utc = 'once', outcome = NULL");

        var opening = MassagerStore.Open(_files.Folder.Path);
        using var store = opening.Store!;

        Assert.Null(opening.Error);
        Assert.Equal((StoreSchema.Version, 1), store.Read(work => ((int)work.Query("PRAGMA user_version", row => row.Whole(0))[0], work.Query("SELECT id FROM sessions", row => row.Whole(0)).Length)));
    }

    [Fact]
    public void After_a_session_the_last_answer_counts_until_the_next_one_there_begins()
    {
        using var book = _files.Open();
        _files.Run(book, 50);
        var begun = _files.Begin(book, _files.Beginning(side: "right"));

        Assert.Null(Keep(1, 5));
        Assert.Null(Keep(1, 3));
        Assert.Equal("the session is not over, or a later one here has begun", Keep(begun.Id, 3));
        Assert.NotNull(Keep(99, 3));
        _files.Clock.Pass(3);
        _files.Run(book, 50);

        Assert.NotNull(Keep(1, 9));
        Assert.Equal(3, book.Store.Read(work => new SessionTable(work).Find(1))!.PainAfter?.Value);
    }

    [Fact]
    public void A_number_that_is_no_rating_says_nothing()
    {
        using (var book = _files.Open())
            _files.Run(book, 50);
        _files.Edit("UPDATE sessions SET pain_after = 77");
        _files.Edit("INSERT INTO session_events VALUES (1, 900, 1, 'rating', '{ no JSON'), (1, 901, 1, 'rating', '{\"value\":99}'), (1, 902, 1, 'rating', '{\"value\":4}')");

        var past = Session();

        Assert.Null(past.After);
        Assert.Equal([Discomfort.From(4)], past.Ratings);
    }

    private string? Keep(long session, int pain) => PainAfter.Keep(_files.Folder.Path, session, Discomfort.From(pain), _files.Clock)?.Text;

    private PastSession Session()
    {
        using var book = _files.Open();
        return Assert.Single(book.Store.Read(work => PastSession.Newest(work, 9, demo: false)));
    }

    private static string CheckIn(int minutes, string answers) =>
        $"INSERT INTO check_ins(at_utc, answers, verdict) VALUES ('{StoreTime.Text(Noon.AddMinutes(minutes))}', '{answers}', '{{}}')";

    /// <summary>As the version before wrote it: one session on the left at noon.</summary>
    private void Old(params string[] more)
    {
        Directory.CreateDirectory(_files.Folder.Path);
        using var connection = new SqliteConnection($"Data Source={_files.Database};Pooling=False");
        connection.Open();
        string[] statements =
        [
            StoreSchema.Migrations[0], "PRAGMA user_version = 1",
            "INSERT INTO sessions(began_utc, up_seconds, device, area, side, program, simulated, plan, planned_seconds, owner_pid, owner_started, outcome, ended_utc, reason, reps, press_seconds, max_intensity, confirmed_off) "
                + $"VALUES ('{StoreTime.Text(Noon)}', 1, 'x', 'lower-back', 'left', 'p', 0, '{{}}', 50, 1, 'then', 'completed', '{StoreTime.Text(Noon)}', 'done', 2, 50, 40, 1)",
            .. more,
        ];
        foreach (var statement in statements)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Literals of a test.
            command.CommandText = statement;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
    }
}
