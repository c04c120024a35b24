using System.Net;
using System.Net.Sockets;

namespace MassagerControl.Runtime.Access;

/// <summary>Counts wrong codes: for each address that gives them, so that one attacker keeps out nobody else, and for all together, so that many addresses do not help.</summary>
/// <remarks>Not for several threads at once. docs/security.md has the arithmetic. It keeps no more than what it counts: addresses that were refused leave nothing behind.</remarks>
public sealed class WrongCodes(TimeProvider time)
{
    /// <summary>Of one address within <see cref="Memory"/> before it has to wait; this project's own choice.</summary>
    public const int MostOfOne = 5;

    /// <summary>Of all addresses in the network together; twelve people who mistype as often as they may.</summary>
    public const int MostOfAll = 60;

    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private static readonly IPAddress Here = IPAddress.Loopback;

    private readonly List<(IPAddress From, long At)> _wrong = [];

    public void Add(IPAddress? from) => _wrong.Add((Source(from), time.GetTimestamp()));

    /// <summary>How long this address is paired with nothing; zero where it may try.</summary>
    public TimeSpan Pause(IPAddress? from)
    {
        _wrong.RemoveAll(wrong => time.GetElapsedTime(wrong.At) >= Memory);
        var source = Source(from);
        var own = Left([.. _wrong.Where(wrong => wrong.From.Equals(source))], MostOfOne);
        // Whoever sits at this computer can always pair here, whatever goes on in the network.
        var all = source.Equals(Here) ? TimeSpan.Zero : Left([.. _wrong.Where(wrong => !wrong.From.Equals(Here))], MostOfAll);
        return own > all ? own : all;
    }

    // Until so few of them are left that one more may be wrong.
    private TimeSpan Left((IPAddress From, long At)[] wrong, int most) =>
        wrong.Length < most ? TimeSpan.Zero : Memory - time.GetElapsedTime(wrong[wrong.Length - most].At);

    /// <summary>What counts as one: an IPv4 address; of an IPv6 address its first half, as the other half is a device's own choice.</summary>
    private static IPAddress Source(IPAddress? from)
    {
        if (from is null || IPAddress.IsLoopback(from))
            return Here;
        if (from.IsIPv4MappedToIPv6)
            return from.MapToIPv4();
        return from.AddressFamily == AddressFamily.InterNetworkV6 ? new([.. from.GetAddressBytes().Take(8), .. new byte[8]]) : from;
    }
}
