using MassagerControl.Clinic.Database;
using MassagerControl.Clinic.People;
using MassagerControl.Tests.Clinic.People;
using MassagerControl.Tests.Clinic.Support;
using MassagerControl.Tests.Support;
using Npgsql;

namespace MassagerControl.Tests.Clinic;

/// <summary>People in the database.</summary>
public sealed class PostgresPeopleTests(PostgresServer postgres) : PeopleContract, IAsyncDisposable
{
    private NpgsqlDataSource? _source;

    internal override async Task<IPeople> OpenAsync()
    {
        _source = NpgsqlDataSource.Create(await postgres.DatabaseAsync());
        Assert.Null(await DatabaseSchema.PrepareAsync(_source, new TestClock().Now, TestContext.Current.CancellationToken));
        return new PostgresPeople(_source, new(Clock));
    }

    /// <summary>A room that tells a record at the very moment at which its person is deleted.</summary>
    [Fact]
    public async Task Records_and_names_that_come_while_somebody_is_deleted_leave_nothing()
    {
        var people = await OpenAsync();
        var records = RandomRecords.Of(new(5), 40);
        for (var person = 0; person < 20; person++)
        {
            var id = $"p-{person}";
            await people.AddAsync(id, TestContext.Current.CancellationToken);
            var telling = records.Select(record => Task.Run(() => people.KeepAsync(id, record, CancellationToken.None))).ToArray();
            var naming = Task.Run(() => people.NameAsync(id, "Ann", CancellationToken.None));
            await Task.WhenAny(telling);
            await people.DeleteAsync(id, TestContext.Current.CancellationToken);
            await Task.WhenAll([.. telling, naming]);
        }

        Assert.Equal(0, await CountAsync("clinic_sessions"));
        Assert.Equal(0, await CountAsync("clinic_names"));
        Assert.Equal(20, await CountAsync("clinic_people"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
    }

    private async Task<long> CountAsync(string table)
    {
        await using var command = _source!.CreateCommand($"SELECT count(*) FROM {table}");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
