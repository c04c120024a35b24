using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>What a person says about bytes stands above what was found.</summary>
internal static class RoleCorrecting
{
    public static void Apply(List<Shape> shapes, ImmutableArray<RoleCorrection> roles, LearningNotes notes)
    {
        foreach (var role in roles)
        {
            var meant = shapes.Where(shape => Fits(role, shape)).ToArray();
            if (meant.Length == 0)
                notes.Ask(Phrase.Of($"no frame has {Phrase.Verbatim(role.Role.ToString())} at byte {role.At}: that correction says nothing"));
            foreach (var shape in meant)
                Give(shape, role, notes);
        }
    }

    private static bool Fits(RoleCorrection role, Shape shape) =>
        (role.Place is null || role.Place == shape.Place) && (role.FrameLength is null || role.FrameLength == shape.Length)
        && role.At >= 0 && role.Length > 0 && role.At + role.Length <= shape.Length
        && shape.Distinct.Exists(frame => frame.Bytes.AsSpan().StartsWith(role.Begins.AsSpan()));

    private static void Give(Shape shape, RoleCorrection role, LearningNotes notes)
    {
        var touches = (LearnedPart part) => part.At < role.At + role.Length && role.At < part.At + part.Length;
        if (role.Role == ByteRole.Constant && Enumerable.Range(role.At, role.Length).Any(shape.Varies))
        {
            notes.Ask(Phrase.Of($"byte {role.At} is no constant: it changes"));
            return;
        }
        if (role.Role == ByteRole.Checksum)
        {
            if (shape.Checksum is not { } finding || finding.At != role.At)
                notes.Ask(Phrase.Of($"no known checksum fits at byte {role.At}"));
            return;
        }
        if (shape.Checksum is { } found && found.At < role.At + role.Length && role.At < found.At + found.Width)
            shape.Checksum = null;
        shape.Counters.RemoveAll(counter => touches(counter));
        shape.Said.RemoveAll(part => touches(part));
        Array.Clear(shape.Masked, role.At, role.Length);
        LearnedPart? part = role.Role switch
        {
            ByteRole.Unknown => new UnexplainedBytes(role.At, role.Length),
            ByteRole.Counter when role.Length <= 4 => new CountingNumber(role.At, new NumberFormat(role.Length, true), 0, new NumberFormat(role.Length, true).Highest),
            _ => null,
        };
        if (part is CountingNumber counts)
            shape.Counters.Add(counts);
        else if (part is not null)
            shape.Said.Add(part);
        if (part is not null)
            shape.Mask(role.At, role.Length);
    }
}
