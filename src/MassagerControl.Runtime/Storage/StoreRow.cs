using MassagerControl.Core.Doses;
using Microsoft.Data.Sqlite;

namespace MassagerControl.Runtime.Storage;

/// <summary>One row of an answer, by the position of its columns.</summary>
public readonly struct StoreRow(SqliteDataReader reader)
{
    public string Text(int column) => reader.GetString(column);

    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public long Whole(int column) => reader.GetInt64(column);

    public long? WholeOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public double Number(int column) => reader.GetDouble(column);

    public double? NumberOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);

    public bool Flag(int column) => reader.GetInt64(column) != 0;

    public TimeSpan Seconds(int column) => TimeSpan.FromSeconds(reader.GetDouble(column));

    public DateTimeOffset Moment(int column) => StoreTime.Moment(reader.GetString(column));

    /// <summary>Three columns: the wall clock, the start of the computer, the time since then.</summary>
    public ClockReading Reading(int column) => new(Moment(column), TextOrNull(column + 1), Seconds(column + 2));

    public DateTimeOffset? MomentOrNull(int column) => reader.IsDBNull(column) ? null : Moment(column);
}
