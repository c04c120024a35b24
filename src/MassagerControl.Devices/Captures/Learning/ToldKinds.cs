using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Inference;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>What the device says, by kind: frames that say the same in the same places are one kind, whatever else changes slowly in them, such as the battery.</summary>
internal static class ToldKinds
{
    public static IEnumerable<FrameGroup> Of(ImmutableArray<FrameGroup> groups) => groups.Where(group => group.IsTold())
        .GroupBy(group => (group.Place, Length: group.Parts.Sum(part => part.Length), Says(group)))
        .SelectMany(alike => alike.Key.Item3.Length > 0 && Joined([.. alike]) is { } joined ? [joined] : alike.AsEnumerable());

    /// <summary>Its level and where that stands; else the first thing that it says.</summary>
    private static string Says(FrameGroup group) =>
        (group.Parts.FirstOrDefault(FrameDraft.IsLevel) as NamedNumber ?? group.Parts.OfType<NamedNumber>().FirstOrDefault()) is { } number ? $"{number.Name}@{number.At}+{number.Length}" : "";

    /// <returns>Null where one checksum does not fit them all.</returns>
    private static FrameGroup? Joined(FrameGroup[] alike)
    {
        if (alike.Length == 1)
            return alike[0];
        // What one of them shows to be a number is one in all of them.
        var fixedParts = alike.SelectMany(group => group.Parts).Where(part => part is not (ConstantBytes or UnexplainedBytes)).DistinctBy(part => part.At).ToArray();
        ImmutableArray<SeenFrame> distinct = [.. alike.SelectMany(group => group.Distinct)];
        var constant = Enumerable.Range(0, distinct[0].Bytes.Length).Select(at => distinct.All(frame => frame.Bytes[at] == distinct[0].Bytes[at])).ToArray();
        var parts = ImmutableArray.CreateBuilder<LearnedPart>();
        for (var at = 0; at < distinct[0].Bytes.Length;)
        {
            var part = fixedParts.FirstOrDefault(part => part.At == at)
                ?? (constant[at] ? new ConstantBytes(at, [distinct[0].Bytes[at]]) : new UnexplainedBytes(at, 1));
            parts.Add(part);
            at += part.Length;
        }
        var joined = alike[0] with { Parts = parts.ToImmutable(), Distinct = distinct, Count = alike.Sum(group => group.Count) };
        return FrameDraft.Told(joined, _ => true) is { } template && distinct.All(frame => template.TryDecode(frame.Bytes.AsSpan(), out _, out _)) ? joined : null;
    }
}
