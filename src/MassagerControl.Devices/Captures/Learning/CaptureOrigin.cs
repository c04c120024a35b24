namespace MassagerControl.Devices.Captures.Learning;

/// <summary>Where a capture comes from, as far as its file says.</summary>
/// <param name="Sha256">Of the file as it is, in hex.</param>
/// <param name="Bytes">Of the file as it is.</param>
public sealed record CaptureOrigin(string Sha256, long Bytes)
{
    /// <summary>What made it; null where the file does not say.</summary>
    public string? Software { get; init; }

    /// <summary>The file's own moment of its first packet; null where it has none.</summary>
    public DateTimeOffset? Began { get; init; }
}
