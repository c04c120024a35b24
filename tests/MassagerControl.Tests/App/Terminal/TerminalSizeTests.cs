using MassagerControl.App.Terminal;
using MassagerControl.Core.Control;

namespace MassagerControl.Tests.App.Terminal;

/// <summary>Every phase and condition at thousands of sizes of a terminal.</summary>
public sealed class TerminalSizeTests
{
    private static readonly TerminalLook Plain = new() { Colour = false };
    private static readonly ScreenAid Help = new(HelpOpen: true, Hint: null);

    public static TheoryData<string> Names => [.. Samples.All.Keys.Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_size_breaks_it_and_no_line_is_wider_or_higher_than_the_terminal(string name)
    {
        var hostile = Samples.All[name] with { Notice = "漢字 \e[2J wide 👍 \t é and a word-without-any-space-that-is-longer-than-a-line" };
        for (var width = 1; width <= 120; width++)
            for (var height = 1; height <= 40; height++)
            {
                var aid = (width + height) % 2 == 0 ? ScreenAid.None : Help with { Hint = hostile.Notice!.Text };
                AssertFits(TerminalView.Render(hostile, aid, new(width, height), Plain), new(width, height));
            }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stop_is_named_at_every_size_from_three_rows_on_also_under_help(string name)
    {
        foreach (var width in Enumerable.Range(4, 20).Concat([40, 63, 64, 80, 120]))
            for (var height = 3; height <= 40; height++)
            {
                Assert.Contains("STOP", Text(Samples.All[name], new(width, height)), StringComparison.Ordinal);
                Assert.Contains("STOP", Text(Samples.All[name], new(width, height), Help), StringComparison.Ordinal);
            }
    }

    /// <summary>STOP, the warning signs and the pause, in the words of the size, whatever else there is to say; the rating and help from ten rows on.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_that_stops_is_cut_off_down_to_20_by_5(string name)
    {
        var told = Samples.All[name] with { Notice = "a notice that is long enough to need more than one line on any small terminal, and one line on a large one" };
        foreach (var width in Enumerable.Range(20, 110))
            for (var height = 5; height <= 40; height++)
            {
                var text = Text(told, new(width, height));
                var off = told.Session.IsOver && !told.Session.MotorMayRun;
                Assert.Contains(off ? "STOP: confirmed, the" : "STOP = SPACE or ESC", text, StringComparison.Ordinal);
                if (told.Session.IsOver)
                    continue;
                string[] keys = width >= 36 ? ["S sharp", "N numb", "D arm/leg", "P pause"] : ["S/N/D end", "P pause"];
                Assert.All(keys, key => Assert.Contains(key, text, StringComparison.Ordinal));
                if (height >= 10)
                    Assert.Contains("? help", text, StringComparison.Ordinal);
            }
    }

    private static string Text(SessionSnapshot snapshot, ScreenSize size, ScreenAid? aid = null) =>
        string.Join('\n', TerminalView.Render(snapshot, aid ?? ScreenAid.None, size, Plain));

    private static void AssertFits(IReadOnlyCollection<string> lines, ScreenSize size)
    {
        Assert.Equal(size.Height, lines.Count);
        foreach (var line in lines)
            Assert.True(line.Length <= size.Width && !line.Any(cell => char.IsControl(cell) || char.IsSurrogate(cell)), $"{size}: {line}");
    }
}
