using System.Security.Cryptography;

namespace MassagerControl.Web.Remotes;

/// <summary>The codes that pair a remote: each once, each for a short time, and few guesses.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class PairingCodes(TimeProvider time)
{
    /// <summary>What OWASP's standard allows a code that is read off another screen.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Wrong codes within <see cref="Memory"/> before pairing pauses; this project's own choice.</summary>
    public const int MostWrong = 5;

    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    // Without letters and digits that look alike: 40 bits in eight of them.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Letters = 8;
    private const int MostOpen = 20;

    private readonly Lock _gate = new();
    private readonly List<PairingCode> _open = [];
    private readonly Queue<DateTimeOffset> _wrong = new();

    public PairingCode Issue(RemoteRole role)
    {
        var letters = RandomNumberGenerator.GetString(Alphabet, Letters);
        var code = new PairingCode($"{letters[..4]}-{letters[4..]}", role, time.GetUtcNow() + Lifetime);
        lock (_gate)
        {
            Forget();
            if (_open.Count >= MostOpen)
                _open.RemoveAt(0);
            _open.Add(code);
        }
        return code;
    }

    /// <returns>The code, which is used up now; null where there is none.</returns>
    public PairingCode? Use(string text)
    {
        lock (_gate)
        {
            Forget();
            var given = Letter(text);
            var code = _open.Find(open => Same(Letter(open.Text), given));
            if (code is null)
                _wrong.Enqueue(time.GetUtcNow());
            else
                _open.Remove(code);
            return code;
        }
    }

    /// <summary>How long nobody is paired, after too many wrong codes; zero otherwise.</summary>
    public TimeSpan Pause()
    {
        lock (_gate)
        {
            Forget();
            return _wrong.Count < MostWrong ? TimeSpan.Zero : _wrong.Peek() + Memory - time.GetUtcNow();
        }
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        _open.RemoveAll(code => code.Expires <= now);
        while (_wrong.TryPeek(out var at) && at + Memory <= now)
            _wrong.Dequeue();
    }

    // As somebody types it: in small letters, without the dash or with spaces.
    private static string Letter(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(one), System.Text.Encoding.UTF8.GetBytes(other));
}
