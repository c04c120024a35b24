using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Captures.Views;

/// <summary>Puts values that repeat those just before into one line with a count.</summary>
internal sealed class RowFolder(ByteRoles roles)
{
    // A heartbeat, its answer and two statuses between them.
    private const int LookBack = 6;
    private const int MostBytes = 64;

    private readonly List<ViewRow> _rows = [];
    private readonly List<(string Key, int Row)> _recent = [];

    public IReadOnlyList<ViewRow> Rows => _rows;

    /// <summary>What comes after a mark is shown anew.</summary>
    public void Add(Mark mark)
    {
        _rows.Add(new MarkRow(mark));
        _recent.Clear();
    }

    public void Add(AttValue value)
    {
        var told = value.Kind is AttKind.Notification or AttKind.Indication;
        var meant = roles.Of(value.Handle, told, value.Bytes);
        var (key, counts) = KeyOf(value, meant);
        var at = _recent.FindIndex(one => one.Key == key);
        if (at >= 0)
        {
            var known = (ValueRow)_rows[_recent[at].Row];
            _rows[_recent[at].Row] = known with { Count = known.Count + 1, Last = value.At };
            return;
        }
        _rows.Add(new ValueRow(value.At, value.At, 1, value.Kind, value.Handle, value.Link, Shown(value.Bytes), Shown(meant))
        {
            BytesLeftOut = Math.Max(0, value.Bytes.Length - MostBytes),
            Counts = counts,
        });
        _recent.Add((key, _rows.Count - 1));
        if (_recent.Count > LookBack)
            _recent.RemoveAt(0);
    }

    private static ImmutableArray<T> Shown<T>(ImmutableArray<T> all) => all.Length <= MostBytes ? all : all[..MostBytes];

    /// <summary>Frames that differ in a counter only, and in the checksum over it, are the same.</summary>
    private static (string Key, bool Counts) KeyOf(AttValue value, ImmutableArray<ByteRole> meant)
    {
        var counts = meant.Contains(ByteRole.Counter);
        var bytes = value.Bytes.ToArray();
        for (var i = 0; counts && i < bytes.Length; i++)
            if (meant[i] is ByteRole.Counter or ByteRole.Checksum)
                bytes[i] = 0;
        return ($"{value.Link} {value.Handle} {(int)value.Kind} {Hex.Format(bytes)}", counts);
    }
}
