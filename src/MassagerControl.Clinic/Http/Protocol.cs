using System.Globalization;
using MassagerControl.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MassagerControl.Clinic.Http;

/// <summary>Which version of the API a room and the clinic speak: each says its own, and the clinic refuses what it does not understand.</summary>
internal static class Protocol
{
    public const string Header = "Massager-Protocol";

    /// <summary>Names the epoch of the clinic's database: under another name a room says again what it had.</summary>
    public const string Epoch = "Massager-Clinic-Epoch";

    /// <returns>Why the request is not understood; null where it is.</returns>
    public static Phrase? Problem(HttpContext http)
    {
        var (least, own) = Of(http);
        var said = http.Request.Headers[Header].ToString();
        if (said.Length == 0)
            return Phrase.Of($"the request does not say which version of the protocol the room speaks ({Header}); the clinic speaks {own}");
        if (!int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return Phrase.Of($"{Header} is a whole number; the clinic speaks {own}");
        if (version < least)
            return Phrase.Of($"the room speaks version {version} of the protocol, and the clinic needs at least {least}: update massager in the room");
        return version > own ? Phrase.Of($"the room speaks version {version} of the protocol, and the clinic only {own}: update massager-clinic first") : null;
    }

    public static ProtocolRange Of(HttpContext http) => http.RequestServices.GetRequiredService<ProtocolRange>();
}

/// <summary>Versions of what room and clinic say to each other.</summary>
/// <param name="Least">The oldest that is still understood.</param>
internal sealed record ProtocolRange(int Least, int Own);
