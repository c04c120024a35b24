using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Runtime.Pairing;

/// <summary>A radio that notes the services of each new link before it hands the link on. It only reads.</summary>
internal sealed class LinkPeek(IRadio inner, TimeProvider time) : IRadio
{
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(2);

    private static readonly (string What, GattUuid Characteristic)[] Asked =
        [("manufacturer", GattUuid.ManufacturerName), ("model", GattUuid.ModelNumber), ("firmware", GattUuid.FirmwareRevision)];

    private GattCharacteristic[]? _characteristics;
    private volatile IGattLink? _link;

    /// <summary>Of the link made last; null when none was made.</summary>
    public ImmutableArray<GattCharacteristic>? Characteristics => Volatile.Read(ref _characteristics) is { } found ? [.. found] : null;

    public Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation) => inner.ScanAsync(seen, cancellation);

    public async Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation)
    {
        var link = await inner.ConnectAsync(address, cancellation).ConfigureAwait(false);
        Volatile.Write(ref _characteristics, [.. link.Characteristics]);
        return _link = link;
    }

    /// <summary>Asks the device over the link made last for what the standard Device Information service says, and makes it harmless.</summary>
    /// <remarks>Only when everything else is done: there are devices that end the link at this, and nothing hangs on it.</remarks>
    public async Task<IReadOnlyList<string>> AskAsync(CancellationToken cancellation)
    {
        try
        {
            return _link is { } link ? await ReadAsync(link, cancellation).ConfigureAwait(false) : [];
        }
        catch (GattException)
        {
            return [];
        }
    }

    private async Task<List<string>> ReadAsync(IGattLink link, CancellationToken cancellation)
    {
        var said = new List<string>();
        foreach (var (what, uuid) in Asked)
            if (link.Characteristics.FirstOrDefault(found => found.Service == GattUuid.DeviceInformationService && found.Uuid == uuid) is { } found
                && await ReadAsync(link, found, cancellation).ConfigureAwait(false) is { } text)
                said.Add($"{what} {text}");
        return said;
    }

    /// <returns>Null when the device does not tell.</returns>
    private async Task<string?> ReadAsync(IGattLink link, GattCharacteristic characteristic, CancellationToken cancellation)
    {
        try
        {
            var value = await link.ReadAsync(characteristic, cancellation).WaitAsync(LongestRead, time, cancellation).ConfigureAwait(false);
            var text = System.Text.Encoding.UTF8.GetString(value.Span).TrimEnd('\0');
            return text.Length == 0 ? null : ShownName.Of(text);
        }
        catch (GattException exception) when (exception.Failure == GattFailure.Refused)
        {
            return null;
        }
        catch (TimeoutException)
        {
            throw new GattException(GattFailure.TimedOut, "it takes a link and answers nothing on it");
        }
    }
}
