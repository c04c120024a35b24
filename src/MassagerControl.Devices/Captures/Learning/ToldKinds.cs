using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Inference;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>What the device says, by kind: frames that say the same in the same places are one kind, whatever else changes slowly in them, such as the battery.</summary>
internal static class ToldKinds
{
    public static IEnumerable<FrameGroup> Of(ImmutableArray<FrameGroup> groups) => groups.Where(group => group.IsTold())
        .GroupBy(group => (group.Place, group.Parts.Sum(part => part.Length), Named(group)))
        .SelectMany(alike => alike.Key.Item3.Length > 0 && Joined([.. alike]) is { } joined ? [joined] : alike.AsEnumerable());

    private static string Named(FrameGroup group) => string.Join(' ', group.Parts.OfType<NamedNumber>().Select(number => $"{number.Name}@{number.At}+{number.Length}"));

    /// <returns>Null where one checksum does not fit them all.</returns>
    private static FrameGroup? Joined(FrameGroup[] alike)
    {
        if (alike.Length == 1)
            return alike[0];
        var fixedParts = alike[0].Parts.Where(part => part is not (ConstantBytes or UnexplainedBytes)).ToArray();
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
