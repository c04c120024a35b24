using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Views;
using MassagerControl.Runtime.Pairing;

namespace MassagerControl.App.Cli;

/// <summary>A capture as bars over time, however long it is: so many that they fit beside each other.</summary>
internal sealed class CapturePicture
{
    private const int Width = 1000;
    private const int BarWidth = 2;
    private const int MostHeight = 40;
    private const int LeastHeight = 14;
    private const int MostMarks = 40;

    public CapturePicture(CaptureView view)
    {
        var ends = view.Device.Values.Select(value => value.At).Concat(view.Marks.Select(mark => mark.At)).DefaultIfEmpty(TimeSpan.Zero);
        End = ends.Max();
        Bars = [.. view.Device.Values.GroupBy(value => (X: Place(value.At), ToDevice: value.Kind is AttKind.WriteRequest or AttKind.WriteCommand))
            .Select(bar => new Bar(bar.Key.X, bar.Key.ToDevice, Math.Min(MostHeight, LeastHeight + (int)(6 * Math.Log2(bar.Count()))))).OrderBy(bar => bar.X)];
        Marks = [.. view.Marks.Take(MostMarks).Select(mark => (Place(mark.At), ShownName.Of(mark.Text, 16)))];
    }

    public TimeSpan End { get; }

    public ImmutableArray<Bar> Bars { get; }

    public ImmutableArray<(int X, string Text)> Marks { get; }

    private int Place(TimeSpan at) => End > TimeSpan.Zero ? (int)Math.Clamp(at / End * (Width - BarWidth), 0, Width - BarWidth) / BarWidth * BarWidth : 0;

    /// <param name="X">Of a thousand.</param>
    internal sealed record Bar(int X, bool ToDevice, int Height);
}
