using MassagerControl.Clinic.Database;
using Npgsql;

namespace MassagerControl.Tests.Clinic.Database;

/// <summary>How a silo connects.</summary>
public sealed class DatabaseConnectionTests
{
    // PostgreSQL's own 100 without the 3 of its superuser.
    private const int Given = 97;

    [Fact]
    public void Four_silos_leave_each_other_connections()
    {
        Assert.True(4 * (DatabaseConnection.OfGrains + DatabaseConnection.OfOthers) <= Given);
        Assert.Equal(18, new NpgsqlConnectionStringBuilder(DatabaseConnection.Of("Host=db;Database=clinic", DatabaseConnection.OfGrains)).MaxPoolSize);
    }

    [Fact]
    public void What_the_text_says_itself_stays()
    {
        var text = DatabaseConnection.Of("Host='/a path';Database=clinic;Maximum Pool Size=7;Max Auto Prepare=3;SSL Mode=VerifyFull", DatabaseConnection.OfGrains);

        var read = new NpgsqlConnectionStringBuilder(text);
        Assert.Equal(("/a path", 7, 3, SslMode.VerifyFull), (read.Host, read.MaxPoolSize, read.MaxAutoPrepare, read.SslMode));
    }
}
