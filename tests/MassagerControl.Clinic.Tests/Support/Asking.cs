using Npgsql;

namespace MassagerControl.Tests.Clinic.Support;

/// <summary>Statements of a test.</summary>
internal static class Asking
{
    public static async Task<object?> AskAsync(this NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public static async Task DoAsync(this NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
