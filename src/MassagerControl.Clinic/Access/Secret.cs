using System.Security.Cryptography;
using System.Text;

namespace MassagerControl.Clinic.Access;

/// <summary>Codes and tokens: from the system's generator, and kept as hashes.</summary>
internal static class Secret
{
    // Without letters and digits that look alike: 40 bits in eight of them.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int CodeLetters = 8;
    private const int IdLetters = 10;
    private const int TokenBytes = 32;

    public static string Code()
    {
        var letters = RandomNumberGenerator.GetString(Alphabet, CodeLetters);
        return $"{letters[..4]}-{letters[4..]}";
    }

    /// <returns>The id of a key, and the token that has it and the secret.</returns>
    public static (string Id, string Token, string Hash) Token()
    {
        var id = RandomNumberGenerator.GetString(Alphabet, IdLetters);
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        return (id, $"{id}.{secret}", Hash(secret));
    }

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>As somebody types it: in small letters, without the dash or with spaces.</summary>
    public static string HashOfCode(string typed) => Hash(string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant());

    public static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
