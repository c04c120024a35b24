using MassagerControl.Clinic.Database;
using MassagerControl.Tests.Clinic.Support;
using Npgsql;

namespace MassagerControl.Tests.Clinic;

/// <summary>The database comes to what the program needs by steps, however many silos begin at once.</summary>
public sealed class SchemaTests(PostgresServer postgres)
{
    private static readonly string[] Steps = [.. SchemaStep.Shipped().Select(step => step.Name)];

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Six_silos_that_begin_at_once_take_each_step_once()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.DatabaseAsync());

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PrepareAsync(source))), Assert.Null);

        Assert.True(Steps.Length >= 6);
        Assert.Equal(string.Join(' ', Steps),
            await source.AskAsync("SELECT string_agg(name, ' ' ORDER BY version) FROM clinic_schema"));
        Assert.Null(await PrepareAsync(source));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_stays_as_it_is()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.DatabaseAsync());
        await PrepareAsync(source);
        await source.DoAsync($"INSERT INTO clinic_schema VALUES ({Steps.Length + 1}, '999-later.sql', 'x', 'y')");

        Assert.Equal($"the database was written by a newer version: it has step {Steps.Length + 1}, this program knows {Steps.Length}", await PrepareAsync(source));
    }

    [Fact]
    public async Task A_step_that_was_another_one_is_refused()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.DatabaseAsync());
        await PrepareAsync(source);
        await source.DoAsync("UPDATE clinic_schema SET sha256 = 'x' WHERE version = 3");

        Assert.Equal("step 003-orleans-persistence.sql of the database is another one than this program's: nothing is changed", await PrepareAsync(source));
    }

    private static Task<string?> PrepareAsync(NpgsqlDataSource source) => DatabaseSchema.PrepareAsync(source, Now, TestContext.Current.CancellationToken);
}
