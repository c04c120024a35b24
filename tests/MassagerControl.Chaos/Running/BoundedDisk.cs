using System.Text;

namespace MassagerControl.Chaos.Running;

/// <summary>A disk with room for so many bytes and no more.</summary>
internal sealed class BoundedDisk(int room) : TextWriter
{
    private int _left = room;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Lines written so far; from any thread.</summary>
    public int Lines => Volatile.Read(ref _lines);

    private int _lines;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        _left -= Encoding.GetByteCount(value ?? "");
        if (_left < 0)
            throw new IOException("No space left on device");
        Interlocked.Increment(ref _lines);
    }
}
