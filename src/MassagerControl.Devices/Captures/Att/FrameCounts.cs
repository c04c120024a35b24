using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>Counts the different frames of each device, handle and kind, in bounded memory, whatever the length of the capture.</summary>
internal sealed class FrameCounts(int mostFrames, int mostBytes) : IAttSink
{
    private readonly List<Counted> _frames = [];
    private readonly Dictionary<int, int> _first = [];
    private byte[] _bytes = new byte[4096];
    private int _used;

    /// <summary>Values of frames that were too many to be told apart.</summary>
    public long LeftOut { get; private set; }

    /// <summary>In the order in which they were first said.</summary>
    public ImmutableArray<CountedFrame> Frames =>
    [
        .. _frames.Select(frame => new CountedFrame(frame.Device, frame.Kind, frame.Handle, [.. _bytes[frame.At..(frame.At + frame.Length)]], frame.Count, frame.First, frame.Last)),
    ];

    public void Heard(in AttPacket packet)
    {
        // Values are counted, and nothing else.
    }

    public void Answered(ServedDevice device, int link, long packet, bool accepted)
    {
        // A frame is one whether it was accepted or not.
    }

    public void Said(in SaidValue value)
    {
        var hash = new HashCode();
        hash.Add((value.Device.Index, value.Handle, value.Kind));
        hash.AddBytes(value.Bytes);
        var code = hash.ToHashCode();
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_first, code, out var known);
        var frames = CollectionsMarshal.AsSpan(_frames);
        for (var i = known ? first : -1; i >= 0; i = frames[i].Next)
            if (Is(frames[i], value))
            {
                frames[i].Count++;
                frames[i].Last = value.At;
                return;
            }
        if (_frames.Count >= mostFrames || _used + value.Bytes.Length > mostBytes)
        {
            if (!known)
                _first.Remove(code);
            LeftOut++;
            return;
        }
        _frames.Add(Keep(value, known ? first : -1));
        first = _frames.Count - 1;
    }

    private bool Is(in Counted frame, in SaidValue value) =>
        frame.Device == value.Device.Index && frame.Handle == value.Handle && frame.Kind == value.Kind
        && value.Bytes.SequenceEqual(_bytes.AsSpan(frame.At, frame.Length));

    private Counted Keep(in SaidValue value, int next)
    {
        if (_bytes.Length < _used + value.Bytes.Length)
            Array.Resize(ref _bytes, Math.Min(mostBytes, 2 * (_bytes.Length + value.Bytes.Length)));
        value.Bytes.CopyTo(_bytes.AsSpan(_used));
        _used += value.Bytes.Length;
        return new()
        {
            Device = value.Device.Index,
            Handle = value.Handle,
            Kind = value.Kind,
            At = _used - value.Bytes.Length,
            Length = value.Bytes.Length,
            Count = 1,
            First = value.At,
            Last = value.At,
            Next = next,
        };
    }

    private struct Counted
    {
        public int Device;
        public ushort Handle;
        public AttKind Kind;
        public int At;
        public int Length;
        public long Count;
        public TimeSpan First;
        public TimeSpan Last;
        public int Next;
    }
}
