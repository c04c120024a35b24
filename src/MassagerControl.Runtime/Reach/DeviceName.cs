using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Reach;

/// <summary>What a person calls a device, on the command line and on every screen.</summary>
public static class DeviceName
{
    private const int Longest = 32;

    /// <summary>Why a text is no name; null when it is one.</summary>
    public static Phrase? Problem(string text)
    {
        if (text.Length is 0 or > Longest)
            return $"a name has 1 to {Longest} characters";
        if (text[0] is '-' or ' ' || text[^1] == ' ')
            return "a name begins with a letter or a digit and does not end with a space";
        if (ProfileLibrary.IsFileName(text))
            return "a name does not end with .json, as the file of a profile does";
        // Addresses and devices of other kinds are told from names by their colons and slashes.
        return text.All(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_' or '.') && ShownName.Of(text) == text
            ? null
            : "a name has letters, digits, spaces, hyphens, dots and underscores only";
    }

    public static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of a device that nobody has named: after what it advertises, with a number where that is taken.</summary>
    public static string For(PairingOption option, ImmutableArray<PairedDevice> others)
    {
        var word = ShownName.Word(option.Sighting.Advertisement.Name) ?? option.Profile.Id;
        return Enumerable.Range(1, others.Length + 1)
            .Select(number => number == 1 ? word : $"{word}-{number}")
            .First(name => !others.Any(other => IsSame(other.Id, name)));
    }
}
