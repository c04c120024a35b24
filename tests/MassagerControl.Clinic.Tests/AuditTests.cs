using MassagerControl.Clinic.Audit;
using MassagerControl.Clinic.Database;
using MassagerControl.Tests.Clinic.Support;
using MassagerControl.Tests.Support;
using Npgsql;

namespace MassagerControl.Tests.Clinic;

/// <summary>The audit log in the database cannot be edited unnoticed.</summary>
public sealed class AuditTests(PostgresServer postgres)
{
    [Fact]
    public async Task Several_silos_that_write_at_once_make_one_chain()
    {
        await using var source = await SourceAsync();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(silo => WriteAsync(source, $"silo-{silo}", 20)));

        var check = await CheckAsync(source);

        Assert.Equal((null, 100L), (check.Broken, check.Seq));
        Assert.Equal(check, await CheckAsync(source, (100, check.Head)));
    }

    [Theory]
    [InlineData("UPDATE clinic_audit SET detail = 'nothing' WHERE seq = 3")]
    [InlineData("DELETE FROM clinic_audit WHERE seq = 3")]
    [InlineData("TRUNCATE clinic_audit")]
    public async Task Nobody_changes_it_by_a_plain_statement(string sql)
    {
        await using var source = await SourceAsync();
        await WriteAsync(source, "ann", 5);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => source.DoAsync(sql));

        Assert.Equal("the audit log is appended to and never changed", refused.MessageText);
        Assert.Equal((null, 5L), ((await CheckAsync(source)).Broken, (await CheckAsync(source)).Seq));
    }

    [Theory]
    [InlineData("UPDATE clinic_audit SET detail = 'nothing' WHERE seq = 3", 3)]
    [InlineData("UPDATE clinic_audit SET actor = 'bob' WHERE seq = 1", 1)]
    [InlineData("UPDATE clinic_audit SET at = '2020' WHERE seq = 5", 5)]
    [InlineData("DELETE FROM clinic_audit WHERE seq = 3", 3)]
    [InlineData("UPDATE clinic_audit SET actor = 'an', act = 'n' || act WHERE seq = 2", 2)]
    [InlineData("DELETE FROM clinic_audit WHERE seq = 3; UPDATE clinic_audit SET seq = seq - 1 WHERE seq > 3", 3)]
    [InlineData("UPDATE clinic_audit SET seq = -seq WHERE seq IN (2, 3); UPDATE clinic_audit SET seq = CASE seq WHEN -2 THEN 3 ELSE 2 END WHERE seq < 0", 2)]
    public async Task Who_takes_the_guard_away_and_changes_it_is_shown(string sql, long broken)
    {
        await using var source = await SourceAsync();
        await WriteAsync(source, "ann", 5);

        await source.DoAsync($"ALTER TABLE clinic_audit DISABLE TRIGGER clinic_audit_stays; {sql}");

        Assert.Equal(broken, (await CheckAsync(source)).Broken);
    }

    /// <summary>A chain alone does not know where it ended: somebody has to have noted that.</summary>
    [Fact]
    public async Task Who_cuts_the_end_off_is_shown_to_whoever_noted_it()
    {
        await using var source = await SourceAsync();
        await WriteAsync(source, "ann", 5);
        var noted = await CheckAsync(source);

        await source.DoAsync("ALTER TABLE clinic_audit DISABLE TRIGGER clinic_audit_stays; DELETE FROM clinic_audit WHERE seq > 3");
        Assert.Null((await CheckAsync(source)).Broken);
        Assert.Equal(4, (await CheckAsync(source, (noted.Seq, noted.Head))).Broken);
        await WriteAsync(source, "bob", 5);
        Assert.Equal(5, (await CheckAsync(source, (noted.Seq, noted.Head))).Broken);
    }

    private async Task<NpgsqlDataSource> SourceAsync()
    {
        var source = NpgsqlDataSource.Create(await postgres.DatabaseAsync());
        Assert.Null(await DatabaseSchema.PrepareAsync(source, new TestClock().Now, TestContext.Current.CancellationToken));
        return source;
    }

    private static async Task WriteAsync(NpgsqlDataSource source, string actor, int count)
    {
        for (var number = 0; number < count; number++)
            await Log(source).AppendAsync(new(actor, "stop", "all", $"{number}"), TestContext.Current.CancellationToken);
    }

    private static Task<AuditCheck> CheckAsync(NpgsqlDataSource source, (long, string)? noted = null) => Log(source).CheckAsync(noted, TestContext.Current.CancellationToken);

    private static PostgresAuditLog Log(NpgsqlDataSource source) => new(source, new(new TestClock()));
}
