using System.Net;
using MassagerControl.Core;

namespace MassagerControl.Runtime.Clinics;

/// <summary>By what this room is known to its clinic.</summary>
/// <param name="Address">Of the clinic, with a slash at its end.</param>
/// <param name="Fingerprint">SHA-256 of its certificate, in hex without colons: no other is taken. Null where an authority vouches for it.</param>
/// <param name="Room">What the clinic calls this room.</param>
/// <param name="Token">The secret.</param>
public sealed record ClinicKey(Uri Address, string? Fingerprint, string Room, string Token)
{
    /// <summary>What nobody may see is not printed.</summary>
    public override string ToString() => $"{Room} at {Address}";

    /// <returns>The address of a clinic, with a slash at its end; or why it is none.</returns>
    public static (Uri? Address, Phrase? Problem) Read(string text)
    {
        if (!Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            return (null, $"'{text}' is no address that begins with https://");
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            return (null, $"'{text}' has more than a host, a port and a path");
        // In plain only where nobody is between.
        if (address.Scheme == "http" && !IsHere(address))
            return (null, $"{address.Host} is another computer: the key and what people rate go to it by https:// only");
        return (address, null);
    }

    /// <returns>64 digits in upper case, or null where this is no fingerprint.</returns>
    public static string? ReadFingerprint(string text)
    {
        var digits = text.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigitUpper) ? digits : null;
    }

    private static bool IsHere(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
