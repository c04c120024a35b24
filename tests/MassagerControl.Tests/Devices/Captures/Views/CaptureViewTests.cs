using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.App.Cli;
using MassagerControl.App.Terminal;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Captures.Views;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Tests.Devices.Captures.Views;

/// <summary>The view of a capture: what is folded, what is left out, and that nothing is said by colour alone.</summary>
public sealed class CaptureViewTests
{
    [Fact]
    public void What_repeats_is_one_line_with_a_count_and_a_mark_begins_anew()
    {
        var device = Device([.. Enumerable.Range(0, 20).SelectMany(i => new[] { Written(i, "AA 01"), Told(i + 0.1, "BB 00") })]);

        var view = CaptureView.Of(device, null, [new Mark(TimeSpan.FromSeconds(9.5), MarkKind.Level, 3, "level 3")], 1000);

        Assert.Equal(
            ["0-9 10 AA01", "0.1-9.1 10 BB00", "level 3", "10-19 10 AA01", "10.1-19.1 10 BB00"],
            view.Rows.Select(row => row switch
            {
                MarkRow mark => mark.Mark.Text,
                ValueRow value => string.Create(CultureInfo.InvariantCulture, $"{value.At.TotalSeconds}-{value.Last.TotalSeconds} {value.Count} {Convert.ToHexString(value.Bytes.AsSpan())}"),
                _ => "?",
            }));
        Assert.Equal((40L, 0L), (view.Values, view.ValuesLeftOut));
    }

    [Fact]
    public void Frames_that_differ_in_their_counter_only_are_folded()
    {
        var frames = Enumerable.Range(0, 30).Select(i => Written(i, $"AA {i:X2} 05")).ToArray();
        FrameGroup counted = new(
            0x10, [SeenKind.WrittenWithoutResponse], GroupMeaning.SetLevel,
            [new ConstantBytes(0, [0xAA]), new CountingNumber(1, new(1, false), 0, 255), new NamedNumber(2, new(1, false), "level", 4)], [], 30);

        var row = Assert.IsType<ValueRow>(Assert.Single(CaptureView.Of(Device(frames), Protocol(counted), [], 1000).Rows));

        Assert.Equal((30L, true), (row.Count, row.Counts));
        Assert.Equal([ByteRole.Constant, ByteRole.Counter, ByteRole.Level], row.Roles);
    }

    [Fact]
    public void Of_too_many_lines_marks_and_what_follows_them_stay_and_the_rest_is_counted()
    {
        var device = Device([.. Enumerable.Range(0, 100_000).Select(i => Told(i / 100.0, $"{i / 65536:X2} {i / 256 % 256:X2} {i % 256:X2}"))]);

        var view = CaptureView.Of(device, null, [new Mark(TimeSpan.FromSeconds(900), MarkKind.Stop, 0, "stop")], 200);

        Assert.Single(view.Rows.OfType<MarkRow>());
        Assert.Equal(150, view.Rows.OfType<ValueRow>().Count(row => row.At >= TimeSpan.FromSeconds(900) && row.At <= TimeSpan.FromSeconds(901.5)) / 150 * 150);
        Assert.Equal(100_000, view.Values + view.ValuesLeftOut);
        Assert.Equal(199, view.Rows.OfType<ValueRow>().Count());
        Assert.Equal(view.Rows.Select(row => row.At).Order(), view.Rows.Select(row => row.At));
        Assert.True(CapturePage.Html(view, Language.English).Length < 1_000_000);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Lines_have_at_most_80_columns_and_a_letter_under_each_byte(string tag)
    {
        var device = Device([Written(12345.678, string.Join(' ', Enumerable.Repeat("FE", 100))), .. Enumerable.Range(0, 12000).Select(i => Told(12346 + i / 1000.0, "00 01"))]);
        var view = CaptureView.Of(device, null, [new Mark(TimeSpan.FromSeconds(1), MarkKind.Note, 0, new string('x', 300))], 1000);

        var lines = new CaptureText(Language.Find(tag)!, null).Lines(view).ToArray();

        Assert.All(lines.SkipWhile(line => line.Length > 0), line => Assert.InRange(line.Length, 0, 80));
        Assert.DoesNotContain(lines, line => line.Contains('\e', StringComparison.Ordinal));
        var at = Array.FindIndex(lines, line => line.EndsWith("00 01", StringComparison.Ordinal));
        Assert.EndsWith("?  ?", lines[at + 1], StringComparison.Ordinal);
        Assert.Contains("12000", lines[at + 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Colour_is_added_on_a_terminal_only_and_takes_nothing_away()
    {
        var view = CaptureView.Of(Device([Written(1, "AA 01")]), null, [], 1000);

        var plain = new CaptureText(Language.English, null).Lines(view);
        var coloured = new CaptureText(Language.English, new TerminalLook()).Lines(view).ToArray();

        Assert.Contains(coloured, line => line.Contains("\e[31mAA\e[0m", StringComparison.Ordinal));
        Assert.Equal(plain, coloured.Select(line => System.Text.RegularExpressions.Regex.Replace(line, "\e\\[[0-9;]*m", "").TrimEnd()));
        Assert.Equal(plain, new CaptureText(Language.English, new TerminalLook { Colour = false }).Lines(view));
    }

    [Fact]
    public void The_page_asks_for_nothing_and_takes_a_strangers_words_for_text()
    {
        var device = Device([Written(1, "AA 01")]) with { Name = "<script>alert(1)</script>" };

        var html = CapturePage.Html(CaptureView.Of(device, null, [new Mark(TimeSpan.Zero, MarkKind.Note, 0, "\"><img src=x>")], 1000), Language.English);

        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5A01@2=level")]
    [InlineData("0x0010/5A01*4@2-3=level")]
    [InlineData("@7=checksum")]
    [InlineData("*6@0=unknown")]
    public void A_role_is_read_as_it_is_written(string text)
    {
        var role = RoleText.Read(text, out var problem);

        Assert.Null(problem);
        Assert.Equal(text, RoleText.Line(role!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5A01=level")]
    [InlineData("5A0@1=level")]
    [InlineData("5A@x=level")]
    [InlineData("5A@3-2=level")]
    [InlineData("5A@1=height")]
    [InlineData("10/5A@1=level")]
    [InlineData("5A*0@1=level")]
    [InlineData("5A@1=level=level")]
    public void What_is_no_role_is_refused(string text)
    {
        Assert.Null(RoleText.Read(text, out var problem));
        Assert.NotNull(problem);
    }

    private static LearnedProtocol Protocol(FrameGroup group) => new() { Groups = [group], Levels = [], Stop = [], Start = [], Greeting = [], Asks = [], Unknown = [] };

    private static CapturedDevice Device(AttValue[] values) => new("AA:BB:CC:DD:EE:FF")
    {
        Values = [.. values],
        Links = 1,
        Characteristics = [new(0x10, null), new(0x12, null)],
    };

    private static AttValue Written(double at, string hex) => new(1, TimeSpan.FromSeconds(at), 0, AttKind.WriteCommand, 0x10, Bytes(hex));

    private static AttValue Told(double at, string hex) => new(1, TimeSpan.FromSeconds(at), 0, AttKind.Notification, 0x12, Bytes(hex));

    private static ImmutableArray<byte> Bytes(string hex) => [.. Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))];
}
