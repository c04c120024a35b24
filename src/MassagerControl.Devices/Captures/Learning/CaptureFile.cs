using System.Collections.Immutable;
using System.Security.Cryptography;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Files;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>A capture file that was read.</summary>
/// <param name="Faults">What is wrong with it, as far as it could be read in spite of that.</param>
public sealed record CaptureFile(CapturedConversation Conversation, CaptureOrigin Origin, ImmutableArray<CaptureFault> Faults)
{
    // A first packet without a time is rare, and one of the next ones has it.
    private const int MostWithoutTime = 100;

    /// <param name="problem">Why it could not be read at all; null where it was.</param>
    public static CaptureFile? Read(string path, out Phrase? problem)
    {
        try
        {
            return Read(path, OriginOf(path), out problem);
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            problem = $"{path}: cannot be read: {FileErrorText.Of(exception, path)}";
            return null;
        }
    }

    private static CaptureFile? Read(string path, CaptureOrigin origin, out Phrase? problem)
    {
        using var capture = CaptureReader.Open(path);
        var conversation = CapturedConversation.Read(capture);
        problem = capture.Packets > 0 ? null
            : capture.Faults is [var fault, ..] ? Phrase.Of($"{path}: at byte {fault.Offset}: {fault.Reason}")
            : Phrase.Of($"{path}: holds no packets");
        return problem is null ? new(conversation, origin, capture.Faults) : null;
    }

    private static CaptureOrigin OriginOf(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);
        if (!stream.CanSeek)
            throw new IOException("it is no ordinary file");
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        return new(hash, stream.Length) { Began = BeganAt(path) };
    }

    private static DateTimeOffset? BeganAt(string path)
    {
        using var capture = CaptureReader.Open(path);
        for (var tried = 0; tried < MostWithoutTime && capture.TryRead(out var packet); tried++)
            if (packet.Microseconds > 0)
                return DateTimeOffset.UnixEpoch.AddTicks(Math.Min(packet.Microseconds, MostMicroseconds) * TimeSpan.TicksPerMicrosecond);
        return null;
    }

    private static long MostMicroseconds => (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
