using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace MassagerControl.Runtime.Storage;

/// <summary>Statements of one transaction; the tables are written on top of it. Lives only inside <see cref="MassagerStore.Write{T}"/> or <see cref="MassagerStore.Read{T}"/>.</summary>
public sealed class Transaction(SqliteConnection connection)
{
    /// <returns>How many rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    public ImmutableArray<T> Query<T>(string sql, Func<StoreRow, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<T>();
        while (reader.Read())
            rows.Add(read(new(reader)));
        return rows.DrainToImmutable();
    }

    /// <param name="sql">Ends with <c>RETURNING id</c>.</param>
    public long Insert(string sql, params ReadOnlySpan<(string Name, object? Value)> values) => Query(sql, row => row.Whole(0), values)[0];

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a literal of this folder; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, Stored(value));
        return command;
    }

    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset moment => StoreTime.Text(moment),
        TimeSpan time => time.TotalSeconds,
        bool flag => flag ? 1L : 0L,
        _ => value,
    };
}
