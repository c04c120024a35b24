using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MassagerControl.Clinic.Audit;

/// <summary>Something that somebody did, or tried.</summary>
/// <param name="Actor">The name of a room or of an account; <c>-</c> for somebody unknown.</param>
/// <param name="Subject">What it was done to, by its id.</param>
internal sealed record AuditAct(string Actor, string Act, string Subject, string Detail);

/// <summary>An act as it stands in the log.</summary>
/// <param name="Seq">From 1, without gaps.</param>
/// <param name="At">UTC, ISO 8601.</param>
/// <param name="Hash">SHA-256 over this entry and the hash before it, in hexadecimal digits.</param>
internal sealed record AuditEntry(long Seq, string At, AuditAct What, string Hash)
{
    /// <summary>Stands before the first.</summary>
    public static readonly string Origin = new('0', 64);

    public static AuditEntry After(long seq, string hash, AuditAct what, DateTimeOffset now)
    {
        var at = now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        return new(seq + 1, at, what, HashOf(hash, seq + 1, at, what));
    }

    /// <summary>It is what was written, after this hash.</summary>
    public bool Follows(long seq, string hash) => Seq == seq + 1 && Hash == HashOf(hash, Seq, At, What);

    private static string HashOf(string before, long seq, string at, AuditAct what)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in ImmutableArray.Create(before, seq.ToString(CultureInfo.InvariantCulture), at, what.Actor, what.Act, what.Subject, what.Detail))
            Append(hash, part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // With its length: no two different rows have the same bytes.
    private static void Append(IncrementalHash hash, string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}

/// <summary>What came of looking through the whole log.</summary>
/// <param name="Broken">The first entry that is not what was written, or is missing; null where all are.</param>
/// <param name="Head">The last good entry: its number and hash, to be noted elsewhere. Whoever cuts the end of the log off cannot make one that has it.</param>
internal sealed record AuditCheck(long? Broken, long Seq, string Head);

/// <summary>Where acts are written down.</summary>
internal interface IAuditLog
{
    /// <summary>On return it is kept.</summary>
    Task AppendAsync(AuditAct what, CancellationToken cancellation);

    /// <param name="after">Those behind this one.</param>
    Task<ImmutableArray<AuditEntry>> ReadAsync(long after, int most, CancellationToken cancellation);
}

/// <summary>Looks through a log.</summary>
internal static class AuditChecking
{
    private const int Page = 1_000;

    /// <param name="noted">A head that was noted before, which must still be there; null where none was.</param>
    public static async Task<AuditCheck> CheckAsync(this IAuditLog log, (long Seq, string Hash)? noted, CancellationToken cancellation)
    {
        var (seq, head, seen) = (0L, AuditEntry.Origin, noted is null);
        while (true)
        {
            var page = await log.ReadAsync(seq, Page, cancellation).ConfigureAwait(false);
            foreach (var entry in page)
            {
                if (!entry.Follows(seq, head) || (noted is { } known && entry.Seq == known.Seq && entry.Hash != known.Hash))
                    return new(seq + 1, seq, head);
                (seq, head) = (entry.Seq, entry.Hash);
                seen |= noted?.Seq == entry.Seq;
            }
            if (page.IsEmpty)
                return new(seen ? null : seq + 1, seq, head);
        }
    }
}
