using System.Text;
using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Captures.Views;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary>A capture as lines of at most 80 columns: each value, and under its bytes a letter for what each is thought to be.</summary>
/// <param name="look">Null where no terminal is: nothing but text.</param>
internal sealed class CaptureText(Language language, TerminalLook? look)
{
    // 31 columns of time, place and kind, then 16 times three.
    private const int BytesOfLine = 16;
    private const int Indent = 31;

    private static readonly ByteRole[] Legend = [ByteRole.Constant, ByteRole.Level, ByteRole.Counter, ByteRole.Length, ByteRole.Checksum, ByteRole.Battery, ByteRole.Running, ByteRole.Unknown];

    private readonly bool _colour = look is { Colour: true };

    /// <summary>The word for a role, for people.</summary>
    public static Phrase Word(ByteRole role) => role switch
    {
        ByteRole.Constant => "always the same",
        ByteRole.Level => "level",
        ByteRole.Counter => "counter",
        ByteRole.Length => "length",
        ByteRole.Checksum => "checksum",
        ByteRole.Battery => "battery",
        ByteRole.Running => "running",
        ByteRole.Unknown => "not explained",
    };

    /// <summary>How a value crossed the link.</summary>
    public static Phrase Word(AttKind kind) => kind switch
    {
        AttKind.WriteRequest => "write",
        AttKind.WriteCommand => "command",
        AttKind.Notification => "told",
        AttKind.Indication => "indicated",
        AttKind.ReadResponse => "read",
    };

    /// <summary>What a group of frames is for; null where nobody knows.</summary>
    public static Phrase? Word(GroupMeaning meaning) => meaning switch
    {
        GroupMeaning.SetLevel => "sets a level",
        GroupMeaning.Stop => "stop",
        GroupMeaning.Start => "start",
        GroupMeaning.KeepAlive => "heartbeat",
        GroupMeaning.Greeting => "greeting",
        GroupMeaning.Status => "status",
        GroupMeaning.Unknown => null,
    };

    /// <summary>The whole view.</summary>
    public IEnumerable<string> Lines(CaptureView view)
    {
        foreach (var line in Head(view))
            yield return Said(line);
        yield return "";
        foreach (var line in LegendLines())
            yield return line;
        yield return "";
        foreach (var line in view.Rows.SelectMany(Row))
            yield return line;
        foreach (var line in Foot(view))
            yield return Said(line);
    }

    private static IEnumerable<Phrase> Head(CaptureView view)
    {
        var device = view.Device;
        yield return device.Name is null ? Phrase.Verbatim(ShownName.Of(device.Address, 40)) : Phrase.Verbatim($"{ShownName.Of(device.Address, 40)} {ShownName.Of(device.Name)}");
        yield return $"{Phrase.Count(device.Values.Length + device.ValuesLeftOut, "value")} on {Phrase.Count(device.Links, "link")}, {Phrase.Count(view.Marks.Length, "mark")}";
        if (device.Encrypted)
            yield return "the link was encrypted or paired";
        foreach (var characteristic in device.Characteristics.Where(known => device.Values.Any(value => value.Handle == known.Handle)))
            yield return characteristic.Uuids is { } uuids
                ? $"  0x{characteristic.Handle:X4} is {Short(uuids.Service)}/{Short(uuids.Uuid)}"
                : Phrase.Of($"  0x{characteristic.Handle:X4}: what it is, is not in the capture");
        if (view.Hopeless is { } why)
            yield return $"No profile can be drafted: {why}";
    }

    private static IEnumerable<Phrase> Foot(CaptureView view)
    {
        if (view.ValuesLeftOut > 0)
            yield return $"Left out: {Phrase.Count(view.ValuesLeftOut, "value")}. --rows N shows more lines.";
        foreach (var ask in view.Asks)
            yield return $"To know more: {ask}";
    }

    /// <summary>Short where the Bluetooth SIG's base is.</summary>
    public static string Short(Devices.Gatt.GattUuid uuid)
    {
        var text = uuid.ToString();
        return text.EndsWith("-0000-1000-8000-00805f9b34fb", StringComparison.Ordinal) && text.StartsWith("0000", StringComparison.Ordinal) ? text[4..8] : text;
    }

    /// <summary>Hours are of no use, and a thousandth is what a capture knows.</summary>
    public string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", language.Numbers);

    private IEnumerable<string> LegendLines()
    {
        var line = Said("Under each byte stands what it is thought to be:");
        foreach (var role in Legend)
        {
            var word = $"{Painted(CaptureView.Letter(role).ToString(), role)} {Said(Word(role))}";
            if (Width(line) + Width(word) + 3 > 80)
            {
                yield return line;
                line = " ";
            }
            line += $"  {word}";
        }
        yield return line;
        yield return Said("> to the device, < from the device");
    }

    private IEnumerable<string> Row(ViewRow row) => row switch
    {
        MarkRow mark => [Marked(mark)],
        GapRow gap => [$"{Seconds(gap.At),11} .. {Said($"left out: {Phrase.Count(gap.Rows, "line")} of {Phrase.Count(gap.Values, "value")}, up to {Seconds(gap.Last)} s")}"],
        ValueRow value => Value(value),
        _ => throw new ArgumentException($"Unknown {row.GetType().Name}."),
    };

    private string Marked(MarkRow row)
    {
        var text = $"{Seconds(row.At),11} == {ShownName.Of(row.Mark.Text, 60)} ";
        return Bold(text.PadRight(79, '='));
    }

    private IEnumerable<string> Value(ValueRow row)
    {
        var lines = Math.Max(1, (row.Bytes.Length + BytesOfLine - 1) / BytesOfLine);
        for (var line = 0; line < lines; line++)
        {
            var from = line * BytesOfLine;
            var length = Math.Min(BytesOfLine, row.Bytes.Length - from);
            var head = line == 0 ? $"{Seconds(row.At),11} {(row.ToDevice ? '>' : '<')} 0x{row.Handle:X4} {Said(Word(row.Kind))}" : "";
            yield return head.PadRight(Indent) + Bytes(row, from, length);
            var below = line == 0 && row.Count > 1 ? Repeated(row) : "";
            yield return (below.PadRight(Indent) + Letters(row, from, length)).TrimEnd();
        }
        if (row.BytesLeftOut > 0)
            yield return new string(' ', Indent) + Said($"and {Phrase.Count(row.BytesLeftOut, "byte")} more");
    }

    private string Repeated(ValueRow row) => "  " + Said(row.Counts
        ? Phrase.Of($"{row.Count}, counting, to {Seconds(row.Last)}")
        : Phrase.Of($"{row.Count}, to {Seconds(row.Last)}"));

    private string Bytes(ValueRow row, int from, int length)
    {
        var text = new StringBuilder();
        for (var at = from; at < from + length; at++)
            text.Append(Painted(row.Bytes[at].ToString("X2", System.Globalization.CultureInfo.InvariantCulture), row.Roles[at])).Append(at < from + length - 1 ? " " : "");
        return row.Bytes.IsEmpty ? Said("(empty)") : text.ToString();
    }

    private string Letters(ValueRow row, int from, int length)
    {
        var text = new StringBuilder();
        for (var at = from; at < from + length; at++)
            text.Append(Painted(CaptureView.Letter(row.Roles[at]).ToString(), row.Roles[at])).Append("  ");
        return text.ToString();
    }

    private string Said(Phrase words) => look is { Unicode: false } ? CellText.Ascii(language.Say(words)) : language.Say(words);

    private string Bold(string text) => _colour ? $"\e[1m{text}\e[0m" : text;

    // The terminal's own colours; the letters say the same.
    private string Painted(string text, ByteRole role) => !_colour ? text : role switch
    {
        ByteRole.Level => $"\e[1;32m{text}\e[0m",
        ByteRole.Counter => $"\e[36m{text}\e[0m",
        ByteRole.Length => $"\e[34m{text}\e[0m",
        ByteRole.Checksum => $"\e[35m{text}\e[0m",
        ByteRole.Battery or ByteRole.Running => $"\e[33m{text}\e[0m",
        ByteRole.Unknown => $"\e[31m{text}\e[0m",
        _ => text,
    };

    private static int Width(string line)
    {
        var (width, inCode) = (0, false);
        foreach (var letter in line)
            if (inCode)
                inCode = letter != 'm';
            else if (letter == '\e')
                inCode = true;
            else
                width++;
        return width;
    }
}
