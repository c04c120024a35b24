namespace MassagerControl.Runtime.Reach;

/// <summary>A device named in full, <c>RADIO/PROFILE/ADDRESS</c>, so that another process finds it without looking anything up.</summary>
public sealed record DirectDevice(RadioChoice Radio, string Profile, string Address)
{
    private const char Between = '/';

    /// <summary>What every process calls it when it asks for the sole right to it, whichever radio, adapter and profile it uses.</summary>
    public string LockName => LockNameOf(Address);

    public override string ToString() => $"{Radio.Text}{Between}{Profile}{Between}{Address}";

    /// <inheritdoc cref="LockName"/>
    public static string LockNameOf(string address) => $"bluetooth:{address.ToUpperInvariant()}";

    /// <returns>The address; null when the text is nothing of the kind.</returns>
    public static string? AddressIn(string text) => text.Split(Between, 3) is [{ Length: > 0 }, { Length: > 0 }, { Length: > 0 } address] ? address : null;

    /// <returns>Null when the text is nothing of the kind.</returns>
    public static DirectDevice? Read(string text, RadioKinds radios) =>
        text.Split(Between, 3) is [var radio, { Length: > 0 } profile, { Length: > 0 } address] && radios.Read(radio).Choice is { Kind.Simulated: false } choice
            ? new(choice, profile, address)
            : null;
}
