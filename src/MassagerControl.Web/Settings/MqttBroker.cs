namespace MassagerControl.Web.Settings;

/// <summary>Where an MQTT broker is, and as whom the service signs in there.</summary>
/// <param name="User">Null: as nobody.</param>
public sealed record MqttBroker(string Host, int Port, bool Encrypted, string? User)
{
    /// <summary>Registered for MQTT, in plain and over TLS.</summary>
    public const int PlainPort = 1883;

    /// <inheritdoc cref="PlainPort"/>
    public const int EncryptedPort = 8883;

    /// <param name="text">As <c>mqtt://user@host:1883</c> or <c>mqtts://host</c>.</param>
    /// <returns>Null where it is no such address. One with a password is none: other users of a computer see command lines.</returns>
    public static MqttBroker? Read(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("mqtt" or "mqtts") || address.Host.Length == 0)
            return null;
        if (address.UserInfo.Contains(':', StringComparison.Ordinal) || address.PathAndQuery is not ("" or "/") || address.Fragment.Length > 0 || address.Port == 0)
            return null;
        var encrypted = address.Scheme == "mqtts";
        var user = Uri.UnescapeDataString(address.UserInfo);
        return new(address.DnsSafeHost, address.Port > 0 ? address.Port : encrypted ? EncryptedPort : PlainPort, encrypted, user.Length == 0 ? null : user);
    }
}
