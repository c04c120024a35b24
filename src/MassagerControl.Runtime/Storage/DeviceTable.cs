using System.Collections.Immutable;

namespace MassagerControl.Runtime.Storage;

/// <summary>A device that was paired.</summary>
/// <param name="Id">What the person calls it on the command line.</param>
/// <param name="Name">What it says of itself.</param>
/// <param name="Radio">The back end that reaches it.</param>
public sealed record PairedDevice(string Id, string Name, string Address, string Profile, string Radio, DateTimeOffset Paired, DateTimeOffset LastSeen)
{
    /// <summary>0–100 % when it was last connected; null when it did not tell.</summary>
    public int? Battery { get; init; }
}

/// <summary>The paired devices.</summary>
internal sealed class DeviceTable(Transaction work)
{
    private const string Columns = "SELECT id, name, address, profile, radio, paired_utc, last_seen_utc, battery FROM devices";

    /// <summary>Adds a device, or changes the one with this id.</summary>
    public void Save(PairedDevice device) => work.Execute(
        """
        INSERT INTO devices(id, name, address, profile, radio, paired_utc, last_seen_utc, battery)
            VALUES ($id, $name, $address, $profile, $radio, $paired, $seen, $battery)
        ON CONFLICT(id) DO UPDATE SET name = excluded.name, address = excluded.address, profile = excluded.profile, radio = excluded.radio,
            paired_utc = excluded.paired_utc, last_seen_utc = excluded.last_seen_utc, battery = excluded.battery
        """,
        ("$id", device.Id), ("$name", device.Name), ("$address", device.Address), ("$profile", device.Profile),
        ("$radio", device.Radio), ("$paired", device.Paired), ("$seen", device.LastSeen), ("$battery", device.Battery));

    /// <param name="battery">Null keeps what was known.</param>
    /// <returns>False when there is no such device.</returns>
    public bool Saw(string id, DateTimeOffset at, int? battery = null) => work.Execute(
        "UPDATE devices SET last_seen_utc = $at, battery = coalesce($battery, battery) WHERE id = $id",
        ("$id", id), ("$at", at), ("$battery", battery)) == 1;

    /// <returns>False when there is no such device.</returns>
    public bool Forget(string id) => work.Execute("DELETE FROM devices WHERE id = $id", ("$id", id)) == 1;

    public PairedDevice? Find(string id) => work.Query($"{Columns} WHERE id = $id", Read, ("$id", id)).FirstOrDefault();

    /// <returns>By their ids.</returns>
    public ImmutableArray<PairedDevice> All() => work.Query($"{Columns} ORDER BY id", Read);

    private static PairedDevice Read(StoreRow row) => new(
        row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Moment(5), row.Moment(6))
    { Battery = (int?)row.WholeOrNull(7) };
}
