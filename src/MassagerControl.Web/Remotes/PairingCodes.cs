using System.Net;
using System.Security.Cryptography;
using MassagerControl.Runtime.Access;

namespace MassagerControl.Web.Remotes;

/// <summary>The codes that pair a remote: each once, each for a short time, and few guesses.</summary>
/// <remarks>Members may be called from any thread. All times are those of a clock that nobody sets.</remarks>
internal sealed class PairingCodes(TimeProvider time)
{
    /// <summary>What OWASP's standard allows a code that is read off another screen.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // Without letters and digits that look alike: 40 bits in eight of them.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Letters = 8;
    private const int MostOpen = 20;

    private readonly Lock _gate = new();
    private readonly List<PairingCode> _open = [];
    private readonly WrongCodes _wrong = new(time);

    public PairingCode Issue(RemoteRole role)
    {
        var letters = RandomNumberGenerator.GetString(Alphabet, Letters);
        var code = new PairingCode($"{letters[..4]}-{letters[4..]}", role, time.GetTimestamp(), time.GetUtcNow() + Lifetime);
        lock (_gate)
            Add(code);
        return code;
    }

    /// <summary>Takes a code that somebody gives. Judged and counted in one, so that many at once get no more tries than one after the other.</summary>
    /// <param name="from">Who gives it.</param>
    /// <returns>The code, which is used up now; null with no pause where it is wrong; null with how long to wait where too many were.</returns>
    public (PairingCode? Code, TimeSpan Pause) Use(string text, IPAddress? from)
    {
        lock (_gate)
        {
            Forget();
            if (_wrong.Pause(from) is { Ticks: > 0 } pause)
                return (null, pause);
            var given = Letter(text);
            var code = _open.Find(open => Same(Letter(open.Text), given));
            if (code is null)
                _wrong.Add(from);
            else
                _open.Remove(code);
            return (code, TimeSpan.Zero);
        }
    }

    /// <summary>Nobody was paired with it after all: it is as good as before.</summary>
    public void GiveBack(PairingCode code)
    {
        lock (_gate)
            Add(code);
    }

    // Within the gate.
    private void Add(PairingCode code)
    {
        Forget();
        if (_open.Count >= MostOpen)
            _open.RemoveAt(0);
        _open.Add(code);
    }

    private void Forget() => _open.RemoveAll(code => time.GetElapsedTime(code.Issued) >= Lifetime);

    // As somebody types it: in small letters, without the dash or with spaces.
    private static string Letter(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(one), System.Text.Encoding.UTF8.GetBytes(other));
}
