using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Conformance;

/// <summary>A write that left for the device.</summary>
/// <param name="At">A timestamp of the device's time.</param>
/// <param name="Link">Counts links from 1.</param>
internal sealed record SentFrame(long At, int Link, GattCharacteristic Characteristic, byte[] Bytes, WriteMode Mode)
{
    public string Hex => Frames.Hex.Format(Bytes);
}
