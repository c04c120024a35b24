using System.Globalization;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>A Bluetooth adapter of this machine.</summary>
/// <param name="Name">E.g. <c>hci0</c>.</param>
/// <param name="Powered">Switched on.</param>
public sealed record BlueZAdapter(string Name, string Address, bool Powered)
{
    // How bluetoothd names itself where nobody has configured another name: the Linux Foundation's BlueZ, and its version in two bytes.
    private const string OwnModalias = "usb:v1D6Bp0246d";

    /// <summary>Which BlueZ serves it, as the adapter's device id says; null where that says something else.</summary>
    public Version? BlueZVersion { get; init; }

    /// <summary>Is it meant by this name or address?</summary>
    internal bool Is(string text) => Name == text || string.Equals(Address, text, StringComparison.OrdinalIgnoreCase);

    internal string Path => $"{BlueZNames.Root}/{Name}";

    /// <summary>All that there are, by name.</summary>
    internal static IReadOnlyList<BlueZAdapter> In(ObjectTree tree) =>
    [
        .. tree.Objects.Keys
            .Where(path => tree.Find(path, BlueZNames.Adapter) is not null)
            .Select(path => new BlueZAdapter(
                path[(path.LastIndexOf('/') + 1)..],
                tree.Get<string>(path, BlueZNames.Adapter, "Address") ?? "",
                tree.Value<bool>(path, BlueZNames.Adapter, "Powered") ?? false)
            {
                BlueZVersion = VersionIn(tree.Get<string>(path, BlueZNames.Adapter, "Modalias")),
            })
            .OrderBy(adapter => adapter.Name, StringComparer.Ordinal),
    ];

    internal static Version? VersionIn(string? modalias) =>
        modalias is not null && modalias.StartsWith(OwnModalias, StringComparison.OrdinalIgnoreCase)
            && ushort.TryParse(modalias.AsSpan(OwnModalias.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var version)
            ? new(version >> 8, version & 0xFF)
            : null;

    /// <param name="name">Its name or its address; null for the first that is switched on.</param>
    /// <exception cref="GattException">There is none, or it is switched off.</exception>
    internal static BlueZAdapter Choose(ObjectTree tree, string? name)
    {
        var adapters = In(tree);
        if (adapters.Count == 0)
            throw new GattException(GattFailure.Unreachable, "this computer has no Bluetooth adapter that its Bluetooth service knows: plug one in; 'bluetoothctl list' shows what there is");
        if (name is not null && !adapters.Any(adapter => adapter.Is(name)))
            throw new GattException(GattFailure.Unreachable, $"there is no Bluetooth adapter {name}; there are {string.Join(", ", adapters.Select(adapter => $"{adapter.Name} ({adapter.Address})"))}");
        var chosen = adapters.FirstOrDefault(adapter => adapter.Powered && (name is null || adapter.Is(name)));
        return chosen ?? throw BlueZFailure.SwitchedOff();
    }

    /// <summary>Why an adapter that was in use cannot be used any more; null while it can.</summary>
    internal static string? Trouble(ObjectTree tree, string path)
    {
        if (tree.Owner is null)
            return "the Bluetooth service (bluetoothd) has ended";
        return tree.Value<bool>(path, BlueZNames.Adapter, "Powered") switch
        {
            null => "the Bluetooth adapter is gone",
            false => "Bluetooth was switched off",
            true => null,
        };
    }
}
