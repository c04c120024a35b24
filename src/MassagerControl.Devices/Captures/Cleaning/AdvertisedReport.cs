namespace MassagerControl.Devices.Captures.Cleaning;

/// <summary>One report of an advertisement in an event of HCI, which can hold several.</summary>
internal readonly ref struct AdvertisedReport(Span<byte> whole, int addressAt, int dataAt)
{
    public Span<byte> Whole { get; } = whole;

    public Span<byte> KindOfAddress => Whole.Slice(addressAt - 1, 1);

    public Span<byte> Address => Whole.Slice(addressAt, DeviceAddress.Length);

    /// <summary>Whom it is meant for; empty where the report has no such place.</summary>
    public Span<byte> Target => dataAt > 20 ? Whole.Slice(dataAt - 7, DeviceAddress.Length) : [];

    public ReadOnlySpan<byte> Data => Whole.Slice(dataAt, Whole[dataAt - 1]);

    /// <param name="rest">Behind the reports that were taken already.</param>
    /// <returns>False at the end, and where the rest is no report.</returns>
    public static bool TryTake(ref Span<byte> rest, bool extended, out AdvertisedReport report)
    {
        var (addressAt, dataAt, end) = extended ? (3, 24, 0) : (2, 9, 1);
        report = default;
        if (rest.Length < dataAt || rest.Length < dataAt + rest[dataAt - 1] + end)
            return false;
        var length = dataAt + rest[dataAt - 1] + end;
        report = new(rest[..length], addressAt, dataAt);
        rest = rest[length..];
        return true;
    }
}
