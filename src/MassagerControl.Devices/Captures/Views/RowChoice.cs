using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Views;

/// <summary>Which lines are shown where there are too many: the marks, what came just after them, then what was written, then the rest; each from the beginning.</summary>
internal static class RowChoice
{
    private static readonly TimeSpan AfterMark = TimeSpan.FromSeconds(1.5);

    public static ImmutableArray<ViewRow> Of(IReadOnlyList<ViewRow> rows, int most)
    {
        if (rows.Count <= most)
            return [.. rows];
        var ranks = Ranks(rows);
        var chosen = new bool[rows.Count];
        foreach (var index in Enumerable.Range(0, rows.Count).OrderBy(index => ranks[index]).Take(most))
            chosen[index] = true;
        return Gaps(rows, chosen);
    }

    private static int[] Ranks(IReadOnlyList<ViewRow> rows)
    {
        var (ranks, mark) = (new int[rows.Count], (TimeSpan?)null);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i] is MarkRow)
                mark = rows[i].At;
            ranks[i] = rows[i] switch
            {
                MarkRow => 0,
                { At: var at } when mark is { } last && at - last <= AfterMark => 1,
                ValueRow { ToDevice: true } => 2,
                _ => 3,
            };
        }
        return ranks;
    }

    private static ImmutableArray<ViewRow> Gaps(IReadOnlyList<ViewRow> rows, bool[] chosen)
    {
        var all = ImmutableArray.CreateBuilder<ViewRow>();
        for (var i = 0; i < rows.Count; i++)
            if (chosen[i])
                all.Add(rows[i]);
            else if (all.Count > 0 && all[^1] is GapRow gap)
                all[^1] = gap with { Last = End(rows[i]), Rows = gap.Rows + 1, Values = gap.Values + ValuesOf(rows[i]) };
            else
                all.Add(new GapRow(rows[i].At, End(rows[i]), 1, ValuesOf(rows[i])));
        return all.ToImmutable();
    }

    private static long ValuesOf(ViewRow row) => row is ValueRow value ? value.Count : 0;

    private static TimeSpan End(ViewRow row) => row is ValueRow value ? value.Last : row.At;
}
