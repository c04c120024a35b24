using System.Buffers;
using System.Buffers.Text;

namespace MassagerControl.Devices.Frames;

/// <summary>A frame of fixed length within this one, as base64 text.</summary>
internal sealed record Base64Part(FrameTemplate Inner) : FramePart
{
    internal override int Size => Base64.GetMaxEncodedToUtf8Length(Inner.Size);

    internal override IEnumerable<FrameField> Carries => Inner.Parts.SelectMany(part => part.Carries);

    internal override IEnumerable<FrameCounter> Counters => Inner.Counters;

    internal override void Write(FrameWriter frame)
    {
        var inner = Inner.Encode(frame.Values);
        var text = new byte[Base64.GetMaxEncodedToUtf8Length(inner.Length)];
        Base64.EncodeToUtf8(inner, text, out _, out var written);
        frame.Add(text.AsSpan(0, written));
    }

    internal override void Read(ref FrameReader frame)
    {
        var at = frame.Position;
        var text = frame.Take(Size);
        if (frame.Problem is not null)
            return;
        var inner = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (text.ContainsAny(" \t\r\n"u8) || Base64.DecodeFromUtf8(text, inner, out _, out var written) != OperationStatus.Done)
            frame.Fail($"has no base64 text at byte {at}");
        else
            frame.Inside(Inner, inner.AsSpan(0, written));
    }
}
