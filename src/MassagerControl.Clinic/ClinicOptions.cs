using System.Net;
using System.Security.Cryptography.X509Certificates;
using MassagerControl.Clinic.Http;
using Orleans.Hosting;

namespace MassagerControl.Clinic;

/// <summary>How a silo of the clinic runs.</summary>
internal sealed record ClinicOptions
{
    /// <summary>Null: one silo, in memory, that keeps nothing.</summary>
    public string? Database { get; init; }

    /// <summary>Of the API; 0 is any that is free.</summary>
    public required int Port { get; init; }

    /// <summary>Null: this computer alone, in plain; whoever reaches it from elsewhere comes through something that ends TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Under which silos talk to each other.</summary>
    public IPAddress SiloAddress { get; init; } = IPAddress.Loopback;

    public required int SiloPort { get; init; }

    /// <summary>Rooms may use an id that the desk never made. Otherwise a letter that was typed wrong is refused, and no second person without a past.</summary>
    public bool TakesAnyId { get; init; } = true;

    /// <summary>What it speaks with rooms.</summary>
    public ProtocolRange Protocol { get; init; } = new(Least: 1, Own: 1);

    /// <summary>What a silo has besides, for who measures it; null for nothing.</summary>
    public Action<ISiloBuilder>? Also { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Where sentences for a person go.</summary>
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }
}
