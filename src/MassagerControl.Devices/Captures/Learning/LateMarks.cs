using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Inference;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>People press, and note it afterwards: marks that name no level as they stand may name one a little earlier.</summary>
internal static class LateMarks
{
    /// <summary>How much later than the press a mark may be.</summary>
    public static readonly TimeSpan Shift = TimeSpan.FromSeconds(2);

    // Presses closer to each other could then be taken for one another.
    private static readonly TimeSpan LeastApart = TimeSpan.FromSeconds(4);

    /// <returns>What was learned, and the marks that it was learned from.</returns>
    public static (LearnedProtocol Protocol, ImmutableArray<Mark> Marks) Learn(ImmutableArray<SeenFrame> frames, ImmutableArray<Mark> marks, ImmutableArray<RoleCorrection> roles)
    {
        var asWritten = ProtocolInference.Learn(frames, marks, roles);
        if (!asWritten.Levels.IsEmpty || asWritten.Hopeless is not null || !AreApart(marks))
            return (asWritten, marks);
        ImmutableArray<Mark> earlier = [.. marks.Select(mark => mark with { At = mark.At > Shift ? mark.At - Shift : TimeSpan.Zero })];
        var shifted = ProtocolInference.Learn(frames, earlier, roles);
        return shifted.Levels.IsEmpty ? (asWritten, marks) : (shifted, earlier);
    }

    private static bool AreApart(ImmutableArray<Mark> marks)
    {
        TimeSpan[] acts = [.. marks.Where(mark => mark.Kind is MarkKind.Level or MarkKind.Stop or MarkKind.Start).Select(mark => mark.At).Order()];
        return acts.Length > 1 && acts.Zip(acts.Skip(1)).All(pair => pair.Second - pair.First >= LeastApart);
    }
}
