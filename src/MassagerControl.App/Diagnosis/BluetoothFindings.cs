using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.Runtime.Diagnosis;

namespace MassagerControl.App.Diagnosis;

/// <summary>What can be said of this computer's Bluetooth.</summary>
internal static class BluetoothFindings
{
    public const string Topic = "bluetooth";

    /// <summary>Where Linux shows its radio switches.</summary>
    public const string Switches = "/sys/class/rfkill";

    private const string SwitchTopic = "rfkill";

    public static ImmutableArray<Finding> Of(IReadOnlyCollection<BlueZAdapter> adapters) => adapters.Count == 0
        ? [Finding.Problem(Topic, "this computer has no Bluetooth adapter that its Bluetooth service knows", "plug one in; 'bluetoothctl list' shows what there is")]
        : [.. adapters.Select(Of)];

    public static Finding Of(GattException failure) => Finding.Problem(Topic, failure.Words, "docs/platforms.md lists what to do, by symptom");

    /// <param name="folder">See <see cref="Switches"/>; one that is not there has no switches.</param>
    public static IEnumerable<Finding> OfSwitches(string folder)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var entry in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
            if (Read(entry, "type") == "bluetooth")
                yield return Of(Read(entry, "name") ?? Path.GetFileName(entry), Read(entry, "soft") == "1", Read(entry, "hard") == "1");
    }

    private static Finding Of(BlueZAdapter adapter)
    {
        Phrase power = adapter.Powered ? "switched on" : "switched off";
        var version = adapter.BlueZVersion is { } known ? Phrase.Verbatim(known.ToString()) : "of an unknown version";
        var text = Phrase.Of($"{adapter.Name} ({adapter.Address}), {power}, BlueZ {version}");
        return adapter.Powered ? Finding.Good(Topic, text) : Finding.Problem(Topic, text, "switch it on: 'bluetoothctl power on'");
    }

    private static Finding Of(string name, bool soft, bool hard) => (soft, hard) switch
    {
        (_, true) => Finding.Problem(SwitchTopic, $"{name} is blocked by a switch of the computer", "find the switch or the key for Bluetooth or flight mode"),
        (true, _) => Finding.Problem(SwitchTopic, $"{name} is blocked by software", "'rfkill unblock bluetooth'"),
        _ => Finding.Good(SwitchTopic, $"{name} is not blocked"),
    };

    private static string? Read(string entry, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(entry, name)).Trim();
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return null;
        }
    }
}
