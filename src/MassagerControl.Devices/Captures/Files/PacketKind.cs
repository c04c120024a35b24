namespace MassagerControl.Devices.Captures.Files;

/// <summary>What the bytes of a captured packet are.</summary>
internal enum PacketKind
{
    /// <summary>Nothing that carries a conversation with a device: the analyser's own notes, classic audio and so on. Only counted.</summary>
    Other,

    /// <summary>From the host to its controller.</summary>
    HciCommand,

    /// <summary>From the controller to its host.</summary>
    HciEvent,

    /// <summary>Data of a link, either way.</summary>
    HciAcl,

    /// <summary>A packet of the air as a sniffer hears it: access address, header, payload and, where it was kept, the checksum.</summary>
    LinkLayer,
}
