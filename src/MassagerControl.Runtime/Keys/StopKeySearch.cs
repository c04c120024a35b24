using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Runtime.Pairing;

namespace MassagerControl.Runtime.Keys;

/// <summary>Finds the devices that a person means, or says what speaks against each.</summary>
public static class StopKeySearch
{
    /// <summary>What a person must do who may not read a device.</summary>
    public static ImmutableArray<Phrase> HowToRead(string name) =>
    [
        "who may read it: members of the group 'input' (sudo usermod -aG input YOUR-NAME, then sign in anew), but every program of theirs can then read what is typed on every keyboard;",
        $"or, for this device alone, a file /etc/udev/rules.d/70-massager-keys.rules with the line  {Rule(name)}  (then: sudo udevadm control --reload; sudo udevadm trigger), for whoever sits at this computer",
    ];

    /// <returns>Why one of them cannot be a stop key now; empty where all can.</returns>
    public static ImmutableArray<Phrase> Problems(InputPort port, ImmutableArray<StopKey> wanted)
    {
        var devices = port.List();
        return [.. wanted.SelectMany(key => Problems(key, Meant(port, key, devices)))];
    }

    /// <summary>Those that are meant, whether they have the key or can be read or not.</summary>
    internal static ImmutableArray<InputDevice> Meant(InputPort port, StopKey key, ImmutableArray<InputDevice> devices)
    {
        var path = key.IsPath ? port.Resolve(key.Device) : "";
        ImmutableArray<InputDevice> meant = [.. devices.Where(device => key.Means(device, path))];
        // Who writes a whole name means no other device that has it within its own.
        ImmutableArray<InputDevice> exact = [.. meant.Where(device => string.Equals(device.Name, key.Device, StringComparison.OrdinalIgnoreCase))];
        return exact.IsEmpty ? meant : exact;
    }

    /// <summary>Those of them that have a key that stops. A device may be several: one for its keys of media, one for its letters.</summary>
    internal static IEnumerable<InputDevice> Fitting(StopKey key, IEnumerable<InputDevice> meant) => meant.Where(device => device.Keys.Any(key.Stops));

    private static IEnumerable<Phrase> Problems(StopKey key, ImmutableArray<InputDevice> meant)
    {
        if (meant.IsEmpty)
        {
            yield return $"--stop-key: there is no input device '{ShownName.Of(key.Device, 60)}' with keys (massager keys shows what there is)";
            yield break;
        }
        foreach (var code in key.Keys.Where(code => !meant.Any(device => device.Keys.Contains(code))))
            yield return $"--stop-key: '{ShownName.Of(meant[0].Name)}' has no key {KeyNames.Of(code)} (massager keys shows which it has)";
        foreach (var device in Fitting(key, meant).Where(device => device.Problem is not null))
        {
            yield return $"--stop-key: '{ShownName.Of(device.Name)}' ({device.Path}) cannot be read by this user: {device.Problem}";
            foreach (var line in HowToRead(device.Name))
                yield return line;
        }
    }

    // In a rule a name stands between quotation marks and may have patterns in it.
    private static string Rule(string name)
    {
        var plain = string.Concat(ShownName.Of(name, 80).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-' or '_' or '.' ? letter : '?'));
        return $"SUBSYSTEM==\"input\", KERNEL==\"event*\", ATTRS{{name}}==\"{plain}\", TAG+=\"uaccess\"";
    }
}
