using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>What a person says about bytes stands above what was found.</summary>
internal static class RoleCorrecting
{
    private const int FewestNumbers = 4;

    /// <summary>A length leaves out no more bytes than these.</summary>
    private const int MostBefore = 16;

    public static void Apply(List<Shape> shapes, ImmutableArray<RoleCorrection> roles, MarkWindows windows, LearningNotes notes)
    {
        foreach (var role in roles)
        {
            var meant = shapes.Where(shape => Fits(role, shape)).ToArray();
            if (meant.Length == 0)
                notes.Ask(Phrase.Of($"no frame has {Phrase.Verbatim(role.Role.ToString())} at byte {role.At}: that correction says nothing"));
            foreach (var shape in meant)
                Give(shape, role, windows, notes);
        }
    }

    private static bool Fits(RoleCorrection role, Shape shape) =>
        (role.Place is null || role.Place == shape.Place) && (role.FrameLength is null || role.FrameLength == shape.Length)
        && role.At >= 0 && role.Length > 0 && role.At + role.Length <= shape.Length
        && shape.Distinct.Exists(frame => frame.Bytes.AsSpan().StartsWith(role.Begins.AsSpan()));

    private static void Give(Shape shape, RoleCorrection role, MarkWindows windows, LearningNotes notes)
    {
        if (WhyNot(shape, role, windows) is { } contradiction)
        {
            notes.Ask(contradiction);
            return;
        }
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
        shape.Suspects.ExceptWith(Enumerable.Range(role.At, role.Length));
        shape.Doubtful.ExceptWith(Enumerable.Range(role.At, role.Length));
        if (NameOf(role.Role) is { } name)
        {
            shape.Said.Add(new NamedNumber(role.At, new NumberFormat(role.Length, true), name, 0));
            return;
        }
        if (role.Role == ByteRole.Length)
        {
            shape.Said.Add(Shapes.Counting(role.At, shape.Length - shape.Distinct[0].Bytes[role.At]));
            return;
        }
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

    private static string? NameOf(ByteRole role) => role switch
    {
        ByteRole.Level => "level",
        ByteRole.Battery => "battery",
        ByteRole.Running => "running",
        _ => null,
    };

    /// <returns>What in the frames speaks against it; null for nothing.</returns>
    private static Phrase? WhyNot(Shape shape, RoleCorrection role, MarkWindows windows)
    {
        var values = shape.Distinct.Select(frame => (int)frame.Bytes[role.At]);
        return role.Role switch
        {
            ByteRole.Level or ByteRole.Battery or ByteRole.Running or ByteRole.Length when role.Length > (role.Role == ByteRole.Level ? 2 : 1) => Phrase.Of($"byte {role.At} is not taken as said: such a number of {role.Length} bytes is not known"),
            ByteRole.Battery when values.Any(value => value > 100) => Phrase.Of($"byte {role.At} is no battery: it is more than 100"),
            ByteRole.Running when values.Any(value => value > 1) => Phrase.Of($"byte {role.At} does not say whether the motor runs: it is more than 1"),
            ByteRole.Length when values.Any(value => value != values.First() || shape.Length - value is < 0 or > MostBefore) => Phrase.Of($"byte {role.At} is no length: it does not go with the length of the frames"),
            ByteRole.Level when role.Length == 1 && shape.Frames.Select(frame => windows.At(frame.At)).Where(window => window is { IsLevel: true, IsOff: false }).Select(window => window!.Mark.Number).Distinct().Count() >= FewestNumbers
                && Following.Marks(shape.Frames, role.At, windows) <= 0 => Phrase.Of($"byte {role.At} is no level: it does not rise with the marked levels"),
            _ => null,
        };
    }
}
