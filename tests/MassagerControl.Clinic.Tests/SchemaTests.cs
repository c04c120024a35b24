using MassagerControl.Clinic.Database;
using MassagerControl.Tests.Clinic.Support;
using MassagerControl.Tests.Support;
using Npgsql;

namespace MassagerControl.Tests.Clinic;

/// <summary>The database comes to what the program needs by steps, however many silos begin at once.</summary>
public sealed class SchemaTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Six_silos_that_begin_at_once_take_each_step_once()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.DatabaseAsync());

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PrepareAsync(source))), Assert.Null);

        var files = Directory.GetFiles(Repository.PathOf("src", "MassagerControl.Clinic", "Database", "Steps"), "*.sql").Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(string.Join(' ', files), await source.AskAsync("SELECT string_agg(name, ' ' ORDER BY version) FROM clinic_schema"));
        Assert.Null(await PrepareAsync(source));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_stays_as_it_is()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.DatabaseAsync());
        await PrepareAsync(source);
        var own = SchemaStep.Shipped().Count();
        await source.DoAsync($"INSERT INTO clinic_schema VALUES ({own + 1}, 'later.sql', 'x', 'y')");

        Assert.Equal($"the database was written by a newer version: it has step {own + 1}, this program knows {own}", await PrepareAsync(source));
    }

    [Fact]
    public async Task A_step_that_was_another_one_is_refused()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.DatabaseAsync());
        await PrepareAsync(source);
        await source.DoAsync("UPDATE clinic_schema SET sha256 = 'x' WHERE version = 3");

        Assert.Equal("step 003-orleans-persistence.sql of the database is another one than this program's: nothing is changed", await PrepareAsync(source));
    }

    [Fact]
    public async Task Whoever_had_a_ledger_before_people_were_listed_is_listed()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.DatabaseAsync());
        await PrepareAsync(source);
        await source.DoAsync("DROP TABLE clinic_sessions, clinic_names, clinic_people");
        foreach (var (person, hash) in new[] { ("ann", 1), ("ben", 2) })
            await source.DoAsync($"INSERT INTO orleansstorage(grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid, modifiedon) VALUES ({hash}, 0, 0, 1, 'ledger', '{person}', 'x', '2026-03-01 08:00')");
        await source.DoAsync("INSERT INTO orleansstorage(grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid, modifiedon) VALUES (3, 0, 0, 1, 'roster', 'roster', 'x', '2026-03-01 08:00')");

        await source.DoAsync(SchemaStep.Shipped().Single(step => step.Name == "006-people.sql").Sql);

        Assert.Equal("ann 2026-03-01T08:00:00.000Z ben 2026-03-01T08:00:00.000Z", await source.AskAsync("SELECT string_agg(id || ' ' || since_utc, ' ' ORDER BY id) FROM clinic_people"));
    }

    private static Task<string?> PrepareAsync(NpgsqlDataSource source) => DatabaseSchema.PrepareAsync(source, Now, TestContext.Current.CancellationToken);
}
