using System.Collections.Immutable;

namespace MassagerControl.Runtime.Keys;

/// <summary>A device whose keys are STOP, as a person names it.</summary>
/// <param name="Device">Its name, a part of it, or the path of its file.</param>
/// <param name="Keys">The keys that stop; empty for any.</param>
public sealed record StopKey(string Device, ImmutableArray<int> Keys)
{
    /// <param name="text"><c>NAME</c> or <c>NAME:KEY</c>. A name may have colons of its own: only a key behind the last one counts as such.</param>
    /// <returns>Null where no device is named.</returns>
    public static StopKey? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var key = colon > 0 ? KeyNames.Code(text[(colon + 1)..].Trim()) : null;
        var device = (key is null ? text : text[..colon]).Trim();
        return device.Length == 0 ? null : new(device, key is { } code ? [code] : []);
    }

    /// <summary>What is wanted of one device, together.</summary>
    public static ImmutableArray<StopKey> Joined(IEnumerable<StopKey> keys) =>
        [.. keys.GroupBy(key => key.Device, StringComparer.OrdinalIgnoreCase).Select(group =>
            new StopKey(group.Key, group.Any(key => key.Keys.IsEmpty) ? [] : [.. group.SelectMany(key => key.Keys).Distinct()]))];

    public bool IsPath => Device.StartsWith('/');

    /// <summary>Does a press of this key stop?</summary>
    public bool Stops(int code) => Keys.IsEmpty || Keys.Contains(code);

    /// <summary>Is it the one that is meant, whatever keys it has?</summary>
    /// <param name="path">What <see cref="Device"/> leads to where it is a path.</param>
    public bool Means(InputDevice device, string path) =>
        IsPath ? device.Path == path : device.Name.Contains(Device, StringComparison.OrdinalIgnoreCase);
}
