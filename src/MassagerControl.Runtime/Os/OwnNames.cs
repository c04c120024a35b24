using System.Collections.Immutable;
using System.Net;

namespace MassagerControl.Runtime.Os;

/// <summary>What this computer is called.</summary>
public static class OwnNames
{
    /// <summary>Without a domain.</summary>
    public static string Host { get; } = Dns.GetHostName().Split('.')[0].ToLowerInvariant();

    /// <summary>Everything under which the page may be opened.</summary>
    /// <param name="address">Under which phones reach it; null where none do.</param>
    public static ImmutableArray<string> All(string? address) =>
        [.. new[] { Host, $"{Host}.local", "localhost", "127.0.0.1", address }.OfType<string>().Distinct()];
}
