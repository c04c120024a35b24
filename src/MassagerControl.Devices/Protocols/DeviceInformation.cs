using System.Text;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Protocols;

/// <summary>What the standard Device Information service says, for people.</summary>
internal sealed class DeviceInformation(DeviceLink link, TimeSpan limit, Action<MassagerReport> tell)
{
    private const int LongestText = 64;

    private static readonly (string What, GattUuid Characteristic)[] Asked =
        [("manufacturer", GattUuid.ManufacturerName), ("model", GattUuid.ModelNumber), ("firmware", GattUuid.FirmwareRevision)];

    /// <exception cref="GattException">The link was lost, or the device does not answer.</exception>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        var said = new List<string>();
        foreach (var (what, characteristic) in Asked)
            if (link.Find(GattUuid.DeviceInformationService, characteristic) is { } found
                && await ReadOneAsync(found, cancellation).ConfigureAwait(false) is { Length: > 0 } value)
                said.Add($"{what} {value}");
        tell(new MassagerNotice(said.Count == 0 ? "the device tells nothing about itself, although its profile says so" : Phrase.Of($"the device says of itself: {string.Join(", ", said)}")));
    }

    private async Task<string> ReadOneAsync(GattCharacteristic characteristic, CancellationToken cancellation)
    {
        try
        {
            return Text((await link.ReadAsync(characteristic, limit, cancellation).ConfigureAwait(false)).Span);
        }
        catch (GattException exception) when (exception.Failure == GattFailure.Refused)
        {
            return "";
        }
    }

    /// <remarks>Some devices put numbers where the standard wants text: those are shown as bytes.</remarks>
    private static string Text(ReadOnlySpan<byte> value)
    {
        value = value[..Math.Min(value.Length, LongestText)].TrimEnd((byte)0);
        return value.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? Hex.Format(value) : Encoding.ASCII.GetString(value);
    }
}
