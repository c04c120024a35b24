using System.Security.Cryptography.X509Certificates;

namespace MassagerControl.Web.Settings;

/// <summary>How the service is a client of an MQTT broker: what it shows there and what it takes from there (docs/mqtt.md).</summary>
public sealed record MqttOptions(MqttBroker Broker)
{
    /// <summary>Null where none is needed.</summary>
    public string? Password { get; init; }

    /// <summary>Who may vouch for the broker's certificate; null: whom the system trusts.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Pausing, lowering and going on after a pause that was asked for come from there too; otherwise STOP alone does.</summary>
    public bool Commands { get; init; }

    /// <summary>What may say something of the person is shown too: the place, a limit's reason in words, their own name of the device.</summary>
    public bool Details { get; init; }
}
