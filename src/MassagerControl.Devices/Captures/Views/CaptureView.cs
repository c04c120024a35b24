using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Captures.Learning;

namespace MassagerControl.Devices.Captures.Views;

/// <summary>A device of a capture to be looked at: its time line with what each byte is thought to be.</summary>
public sealed record CaptureView
{
    /// <summary>More lines than this nobody reads.</summary>
    public const int UsualRows = 1000;

    private const int MostSeen = 8;
    private const int MostGroups = 60;

    public required CapturedDevice Device { get; init; }

    /// <summary>By time.</summary>
    public required ImmutableArray<ViewRow> Rows { get; init; }

    /// <summary>The groups of frames, those that were written first.</summary>
    public required ImmutableArray<ViewGroup> Groups { get; init; }

    /// <summary>Groups that are not shown because there are too many.</summary>
    public int GroupsLeftOut { get; init; }

    public required ImmutableArray<Mark> Marks { get; init; }

    /// <summary>Why no profile can be drafted; null where one may be.</summary>
    public Phrase? Hopeless { get; init; }

    /// <summary>What a person could capture or say to make it certain.</summary>
    public ImmutableArray<Phrase> Asks { get; init; } = [];

    /// <summary>Values of the capture that stand in no line of <see cref="Rows"/>.</summary>
    public long ValuesLeftOut => Rows.OfType<GapRow>().Sum(gap => gap.Values) + Device.ValuesLeftOut;

    /// <summary>How many values the rows stand for.</summary>
    public long Values => Rows.OfType<ValueRow>().Sum(row => row.Count);

    /// <summary>Infers what the bytes are, and shows it.</summary>
    /// <param name="roles">What the person says that bytes are.</param>
    public static CaptureView Of(CapturedDevice device, ImmutableArray<Mark> marks, ImmutableArray<RoleCorrection> roles, int mostRows = UsualRows) =>
        Of(device, ProtocolInference.Learn(Learner.FramesOf(device), marks, roles), marks, mostRows);

    /// <summary>What was learned already.</summary>
    public static CaptureView Of(LearnReport report, int mostRows = UsualRows) => Of(report.Device, report.Protocol, report.Marks, mostRows);

    internal static CaptureView Of(CapturedDevice device, LearnedProtocol? protocol, ImmutableArray<Mark> marks, int mostRows)
    {
        var groups = protocol?.Groups ?? [];
        return new()
        {
            Device = device,
            Rows = RowChoice.Of(Folded(device, protocol, marks), mostRows),
            Groups = [.. groups.OrderBy(group => group.Kinds.Contains(SeenKind.Told)).ThenByDescending(group => group.Count).Take(MostGroups).Select(Shown)],
            GroupsLeftOut = Math.Max(0, groups.Length - MostGroups),
            Marks = marks,
            Hopeless = protocol?.Hopeless,
            Asks = protocol?.Asks ?? [],
        };
    }

    /// <summary>The letter that stands under a byte of this role.</summary>
    public static char Letter(ByteRole role) => ByteRoles.Letter(role);

    private static IReadOnlyList<ViewRow> Folded(CapturedDevice device, LearnedProtocol? protocol, ImmutableArray<Mark> marks)
    {
        var folder = new RowFolder(new ByteRoles(protocol));
        var (open, next) = (marks.Sort((one, other) => one.At.CompareTo(other.At)), 0);
        foreach (var value in device.Values)
        {
            while (next < open.Length && open[next].At <= value.At)
                folder.Add(open[next++]);
            folder.Add(value);
        }
        for (; next < open.Length; next++)
            folder.Add(open[next]);
        return folder.Rows;
    }

    private static ViewGroup Shown(FrameGroup group)
    {
        var example = group.Distinct is [var first, ..] ? first.Bytes : [];
        var roles = ByteRoles.Roles(group, example.Length);
        var begins = roles.TakeWhile(role => role == ByteRole.Constant).Count();
        return new(
            group.Place, group.Meaning, group.Kinds.Contains(SeenKind.Told), group.Count, group.Distinct.Length, example, roles, example[..begins],
            group.Distinct.All(frame => frame.Bytes.Length == example.Length),
            [.. Enumerable.Range(0, example.Length).Select(at => SeenAt(group, at))]);
    }

    private static ImmutableArray<byte> SeenAt(FrameGroup group, int at) =>
        [.. group.Distinct.Where(frame => frame.Bytes.Length > at).Select(frame => frame.Bytes[at]).Distinct().Take(MostSeen)];
}
