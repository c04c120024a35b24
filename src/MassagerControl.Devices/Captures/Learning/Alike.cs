using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>Questions about frames of a capture.</summary>
internal static class Alike
{
    public static bool IsWritten(this SeenFrame frame) => frame.Kind != SeenKind.Told;

    public static bool IsTold(this FrameGroup group) => group.Kinds.Contains(SeenKind.Told);

    public static WriteMode Mode(this SeenFrame frame) => frame.Kind == SeenKind.WrittenWithoutResponse ? WriteMode.WithoutResponse : WriteMode.WithResponse;

    public static bool Same(ImmutableArray<byte> one, ImmutableArray<byte> other) => one.AsSpan().SequenceEqual(other.AsSpan());

    /// <summary>The written frame of these bytes, first seen.</summary>
    public static (FrameGroup Group, SeenFrame Frame)? FindWritten(this LearnedProtocol protocol, ImmutableArray<byte> bytes, int? place = null)
    {
        foreach (var group in protocol.Groups.Where(group => !group.IsTold() && (place is null || group.Place == place)).OrderBy(group => group.Meaning != GroupMeaning.SetLevel))
            foreach (var frame in group.Distinct)
                if (Same(frame.Bytes, bytes))
                    return (group, frame);
        return null;
    }
}
