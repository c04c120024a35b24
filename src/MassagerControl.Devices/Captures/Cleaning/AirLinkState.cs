namespace MassagerControl.Devices.Captures.Cleaning;

/// <summary>A link of the device on the air while it is cleaned.</summary>
internal sealed class AirLinkState
{
    private bool _fromCentral;
    private bool _fromPeripheral;

    /// <summary>What its checksums begin with; null where its beginning was not heard.</summary>
    public uint? CrcBegin { get; init; }

    public bool Encrypted { get; set; }

    /// <summary>The last question by type was for somebody's name.</summary>
    public bool AsksName { get; set; }

    /// <summary>What a packet that goes on belongs to was kept.</summary>
    public bool KeepsOn(bool fromHost) => fromHost ? _fromCentral : _fromPeripheral;

    public void Keep(bool? fromHost, bool stays)
    {
        if (fromHost is not false)
            _fromCentral = stays;
        if (fromHost is not true)
            _fromPeripheral = stays;
    }
}
