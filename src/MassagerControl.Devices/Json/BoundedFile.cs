namespace MassagerControl.Devices.Json;

/// <summary>Reads whole files, but never more of one than is allowed: what has no end, such as <c>/dev/zero</c>, ends there.</summary>
public static class BoundedFile
{
    private const int UsualBytes = 8 * 1024;

    /// <param name="most">Bytes, above 0.</param>
    /// <returns>The whole file, or one byte more than is allowed.</returns>
    /// <exception cref="IOException">Not read.</exception>
    /// <exception cref="UnauthorizedAccessException">Not allowed, or a folder.</exception>
    /// <exception cref="ArgumentException">No path.</exception>
    public static ReadOnlyMemory<byte> Read(string path, int most)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        // One byte more than the file has tells that it did not grow meanwhile; what has no length, such as a pipe, grows from a guess.
        var bytes = new byte[stream.CanSeek ? Math.Min(stream.Length, most) + 1 : UsualBytes];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        while (count == bytes.Length && count <= most)
        {
            Array.Resize(ref bytes, Math.Min(bytes.Length * 2, most + 1));
            count += stream.ReadAtLeast(bytes.AsSpan(count), bytes.Length - count, throwOnEndOfStream: false);
        }
        return bytes.AsMemory(0, count);
    }

    /// <summary>The lines of a UTF-8 text.</summary>
    /// <inheritdoc cref="Read(string, int)" path="/exception"/>
    /// <exception cref="IOException">Not read, or larger than allowed.</exception>
    public static IEnumerable<string> Lines(string path, int most)
    {
        var bytes = Read(path, most);
        if (bytes.Length > most)
            throw new IOException($"it is larger than {most / 1024} KiB");
        using var text = new StreamReader(new MemoryStream(bytes.ToArray()));
        var lines = new List<string>();
        while (text.ReadLine() is { } line)
            lines.Add(line);
        return lines;
    }
}
