using MassagerControl.Clinic.Access;
using MassagerControl.Clinic.Storage;
using MassagerControl.ClinicBenchmarks.Processes;
using Npgsql;

namespace MassagerControl.ClinicBenchmarks.Desks;

/// <summary>Keys of many rooms, written into the database of a clinic that is not running: letting thousands in by codes would take minutes.</summary>
internal sealed class WrittenKeys(NpgsqlDataSource source)
{
    private const string Roster = "graintypestring LIKE '%roster%'";

    public IReadOnlyList<string> Tokens { get; private set; } = [];

    public static string Room(int number) => $"room-{number}";

    /// <returns>The token of an admin.</returns>
    public async Task<string> WriteAsync(string database, int count)
    {
        string admin;
        await using (var silo = await Child.StartAsync("silo", database))
            admin = await Desk.SignInAsync(silo.Address, silo.Code!);
        await using var select = source.CreateCommand($"SELECT payloadbinary FROM orleansstorage WHERE {Roster}");
        var json = new StateJson();
        var state = json.Deserialize<RosterState>(new((byte[])(await select.ExecuteScalarAsync())!));
        var made = Enumerable.Range(0, count).Select(number => (Name: Room(number), Key: Secret.Token())).ToArray();
        var keys = made.Select(room => new ClinicKey(room.Key.Id, room.Name, ClinicRole.Room, room.Key.Hash, TimeProvider.System.GetUtcNow(), null));
        await using var update = source.CreateCommand($"UPDATE orleansstorage SET payloadbinary = $1 WHERE {Roster}");
        update.Parameters.Add(new() { Value = json.Serialize(state with { Keys = [.. state.Keys, .. keys] }).ToArray() });
        await update.ExecuteNonQueryAsync();
        Tokens = [.. made.Select(room => room.Key.Token)];
        return admin;
    }
}
