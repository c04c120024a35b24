using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>One device of a capture, and what was said with it.</summary>
/// <param name="Address">As text; "link N" where the capture began after the connection and does not say whose it is; "host" for the side that made the capture.</param>
public sealed record CapturedDevice(string Address)
{
    /// <summary>What it advertised; null where no advertisement of it is in the capture.</summary>
    public Advertisement? Advertised { get; init; }

    /// <summary>From its advertisement, the connection or its Device Name characteristic.</summary>
    public string? Name { get; init; }

    /// <summary>Every handle that a value went to or came from, or that discovery told.</summary>
    public ImmutableArray<CapturedCharacteristic> Characteristics { get; init; } = [];

    /// <summary>In the order in which they were said, at most as many as the reader was allowed to keep.</summary>
    public ImmutableArray<AttValue> Values { get; init; } = [];

    /// <summary>Values that were not kept because there were too many.</summary>
    public long ValuesLeftOut { get; init; }

    /// <summary>How many links to it the capture shows.</summary>
    public int Links { get; init; }

    /// <summary>The link was encrypted, or paired, in the capture.</summary>
    public bool Encrypted { get; init; }

    /// <summary>What a link carries at most in one packet, bytes; null where nobody asked for more than 23.</summary>
    public int? Mtu { get; init; }

    /// <summary>The lasting address that it gave when it was paired. Its links and advertisements under that address may stand as another device.</summary>
    public string? Identity { get; init; }

    /// <summary>
    /// These are attributes of the side that made the capture: the device, or whoever stands for one, was the client.
    /// A capture of both sides of a link holds one conversation twice, once as this.
    /// </summary>
    public bool OfHost { get; init; }

    /// <summary>Handles that are known as switches of notifications: what is written there is no frame of the device's own.</summary>
    public ImmutableArray<ushort> Switches { get; init; } = [];

    /// <summary>
    /// Handles that may be such switches: discovery says nothing of them, and nothing but a switch's two bytes was ever written there, always with an
    /// answer asked for. A guess: a device with commands of two bytes looks the same.
    /// </summary>
    public ImmutableArray<ushort> LikelySwitches { get; init; } = [];
}
