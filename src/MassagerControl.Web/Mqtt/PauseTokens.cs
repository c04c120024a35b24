using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MassagerControl.Core.Sessions;
using MassagerControl.Web.Sessions;

namespace MassagerControl.Web.Mqtt;

/// <summary>A word for each pause that somebody asked for: who sends it back means this pause, and nothing that was sent before it can.</summary>
/// <remarks>A message that a broker or a bridge held back looks like one of now. A pause that waits for a person, or for a device, has no word.</remarks>
internal sealed class PauseTokens
{
    private const int Letters = 16;

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    /// <returns>Null where nothing of this kind is paused.</returns>
    public string? Of(ServedSession served)
    {
        if (served.Snapshot.Session is not { State: SessionState.Paused, Pause: PauseReason.Asked } session)
            return null;
        var pause = string.Create(CultureInfo.InvariantCulture, $"{served.Id} {session.PhaseBegan.Ticks}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(pause)))[..Letters];
    }

    public bool IsOf(ServedSession served, string token) => Of(served) is { } now && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(now), Encoding.UTF8.GetBytes(token));
}
