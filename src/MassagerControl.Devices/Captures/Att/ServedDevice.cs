namespace MassagerControl.Devices.Captures.Att;

/// <summary>A device while a capture is read: whoever has the attributes that a conversation is about.</summary>
internal sealed class ServedDevice(int index, string address)
{
    /// <summary>From 0, in the order in which they were met.</summary>
    public int Index => index;

    public string Address => address;

    public GattTable Table { get; } = new();

    /// <summary>Its address; null where it is not known.</summary>
    public long? Number { get; set; }

    /// <summary>The side that made the capture.</summary>
    public bool IsHost { get; set; }

    /// <summary>What it said of its name when it was read.</summary>
    public string? ReadName { get; set; }

    /// <summary>The lasting address that it gave when it was paired.</summary>
    public string? Identity { get; set; }

    public int Links { get; set; }

    public bool Encrypted { get; set; }

    public int? Mtu { get; set; }

    /// <summary>Something of the attribute protocol was said.</summary>
    public bool Spoke { get; set; }
}
