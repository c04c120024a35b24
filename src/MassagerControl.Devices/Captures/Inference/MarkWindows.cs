using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>The windows of all marks, in order of time. A reading of the battery is no action and opens none.</summary>
internal sealed class MarkWindows
{
    /// <summary>A mark may be so late.</summary>
    internal static readonly TimeSpan Late = TimeSpan.FromSeconds(0.5);

    private readonly ImmutableArray<MarkWindow> _all;

    private MarkWindows(ImmutableArray<MarkWindow> all) => _all = all;

    public IReadOnlyList<MarkWindow> All => _all;

    public bool Any => _all.Length > 0;

    public static MarkWindows Of(ImmutableArray<Mark> marks)
    {
        var actions = new List<Mark>();
        foreach (var mark in (marks.IsDefault ? [] : marks).Where(mark => mark.Kind != MarkKind.Battery).OrderBy(mark => mark.At).ThenBy(mark => mark.Kind).ThenBy(mark => mark.Number))
            if (actions.Count == 0 || !SaysTheSame(actions[^1], mark))
                actions.Add(mark);
        return new([.. actions.Select((mark, index) => new MarkWindow(index, mark, Begin(actions, index), index + 1 < actions.Count ? Begin(actions, index + 1) : TimeSpan.MaxValue))]);
    }

    /// <returns>Null before the first mark.</returns>
    public MarkWindow? At(TimeSpan at)
    {
        var (low, high) = (0, _all.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_all[middle].From <= at)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? null : _all[low - 1];
    }

    private static bool SaysTheSame(Mark first, Mark second) => first.Kind == second.Kind && first.Number == second.Number && first.Kind != MarkKind.Note && second.At - first.At <= 2 * Late;

    private static TimeSpan Begin(List<Mark> marks, int index)
    {
        if (index == 0)
            return marks[0].At - Late;
        var half = (marks[index].At - marks[index - 1].At) / 2;
        return marks[index].At - (half < Late ? half : Late);
    }
}
