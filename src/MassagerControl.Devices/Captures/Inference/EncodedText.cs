using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Tells payloads that are base64: the bytes inside of such text are not read.</summary>
internal static class EncodedText
{
    private const int FewestDistinct = 4;
    private const int FewestCharacters = 4;

    public static Phrase? Tell(SeenFrame[] written, MarkWindows windows, LevelFamily? level, LearningNotes notes)
    {
        var encoded = written.Where(frame => IsEncoded(frame)).ToArray();
        if (encoded.Length * 2 < written.Length || encoded.Select(frame => Convert.ToHexString(frame.Bytes.AsSpan())).Distinct().Count() < FewestDistinct || !encoded.Any(IsPadded))
            return null;
        notes.Tell("what is written is base64 text: the bytes inside of it are not read, so no number or checksum in them is named");
        return level is null && windows.All.Any(window => window.IsLevel) ? "the payloads are base64 text that goes with no marked level: the bytes inside of it seem to be scrambled" : null;
    }

    /// <summary>Letters, digits, + and /, padded or not, in marks of a beginning and an end.</summary>
    private static bool IsEncoded(SeenFrame frame)
    {
        var inner = Inner(frame);
        var letters = inner.TrimEnd((byte)'=');
        return letters.Length >= FewestCharacters - 1 && inner.Length - letters.Length <= 2 && letters.IndexOfAnyExcept(Alphabet) < 0;
    }

    private static bool IsPadded(SeenFrame frame) => Inner(frame) is var inner && inner.Length % 4 == 0 && inner[^1] == (byte)'=';

    private static readonly System.Buffers.SearchValues<byte> Alphabet = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    private static ReadOnlySpan<byte> Inner(SeenFrame frame)
    {
        var bytes = frame.Bytes.AsSpan();
        if (bytes.Length > 0 && !Alphabet.Contains(bytes[0]))
            bytes = bytes[1..];
        return bytes.Length > 0 && !Alphabet.Contains(bytes[^1]) && bytes[^1] != (byte)'=' ? bytes[..^1] : bytes;
    }
}
