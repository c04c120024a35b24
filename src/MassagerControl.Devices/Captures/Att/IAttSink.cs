namespace MassagerControl.Devices.Captures.Att;

/// <summary>Hears a capture's conversations while they are read. What it is given is valid until it returns.</summary>
internal interface IAttSink
{
    /// <summary>A packet of the attribute protocol, whole, whatever it is.</summary>
    void Heard(in AttPacket packet);

    /// <summary>A value crossed a link.</summary>
    void Said(in SaidValue value);

    /// <summary>The other side answered what was said in that packet of that link.</summary>
    void Answered(ServedDevice device, int link, long packet, bool accepted);
}
