using Npgsql;

namespace MassagerControl.Clinic.Database;

/// <summary>How a silo connects, where nobody says otherwise.</summary>
internal static class DatabaseConnection
{
    /// <summary>Connections of the grains. Four silos with all of theirs are below the 97 that PostgreSQL gives by itself; more would not be faster, they wait for its disk.</summary>
    public const int OfGrains = 18;

    /// <summary>Of everything else: the audit log, the schema.</summary>
    public const int OfOthers = 5;

    private const int Prepared = 32;

    // Npgsql's own, which is taken for "nothing said".
    private const int UsualMost = 100;

    /// <param name="text">As Npgsql names a database.</param>
    /// <exception cref="ArgumentException">It is no such text.</exception>
    public static string Of(string text, int most)
    {
        var connection = new NpgsqlConnectionStringBuilder(text);
        if (connection.MaxPoolSize == UsualMost)
            connection.MaxPoolSize = most;
        if (connection.MaxAutoPrepare == 0)
            connection.MaxAutoPrepare = Prepared;
        // Nothing here leaves a setting or a lock of its session behind, and undoing nothing costs a statement each time.
        connection.NoResetOnClose = true;
        return connection.ConnectionString;
    }
}
