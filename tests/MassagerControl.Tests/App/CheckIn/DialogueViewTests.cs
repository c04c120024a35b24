using System.Collections.Immutable;
using MassagerControl.App.CheckIn;
using MassagerControl.App.Terminal;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Texts;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.CheckIn;

/// <summary>Every screen of the check-in as a person sees it.</summary>
public sealed class DialogueViewTests
{
    private static readonly TerminalLook Plain = new() { Colour = false };
    private static readonly ScreenSize Usual = new(80, 24);

    private static readonly string[] Screens = ["", "n", "n7\r", "nn", "nn37x", "nnn", "nnnn", "nnnn7\r", "nnnnn", "nnn12\rn4", "nn67\rn n4"];

    public static TheoryData<string> All => [.. Screens];

    [Fact]
    public void The_screens_look_as_they_were_approved() =>
        Snapshot.Match(string.Join("\n\n", Screens.Concat(["y"]).Select((keys, i) => $"== {i}\n{Text(Dialogue(keys))}")), "check-in");

    [Theory]
    [MemberData(nameof(All))]
    public void Every_screen_fits_into_80_by_24_names_the_keys_and_how_to_leave(string keys)
    {
        var lines = DialogueView.Lines(Dialogue(keys), Usual, Language.English);

        Assert.True(lines.Length < Usual.Height, $"{lines.Length} lines");
        Assert.All(lines, line => Assert.True(line.Width <= Usual.Width));
        Assert.Contains(lines, line => Words(line).Contains("ESC or Q: leave, no session", StringComparison.Ordinal));
        Assert.StartsWith(" Check-in, part ", Words(lines[0]), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_size_breaks_it_and_no_word_is_lost(string keys)
    {
        var usual = string.Concat(DialogueView.Lines(Dialogue(keys), Usual, Language.English).Skip(1).Select(Words)).Replace(" ", "", StringComparison.Ordinal);
        foreach (var (width, height) in new[] { (1, 1), (20, 5), (40, 12), (79, 24), (200, 60) })
        {
            var lines = DialogueView.Lines(Dialogue(keys), new(width, height), Language.English);
            Assert.All(lines, line => Assert.True(line.Width <= Math.Max(8, width)));
            if (width >= 40)
                Assert.StartsWith(usual, string.Concat(lines.Skip(1).Select(Words)).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_list_that_is_higher_than_the_terminal_says_that_it_begins_above()
    {
        Assert.Contains("begins above", Words(DialogueView.Lines(Dialogue(""), new(40, 12), Language.English)[^1]), StringComparison.Ordinal);
        Assert.DoesNotContain(DialogueView.Lines(Dialogue(""), Usual, Language.English), line => Words(line).Contains("begins above", StringComparison.Ordinal));
    }

    [Fact]
    public void Same_as_last_time_is_offered_with_its_answers()
    {
        var past = new PastCheckIn(CheckIns.Now.AddDays(-1), CheckIns.Shoulder, CheckIns.AllClear);
        var diabetes = past with { Answers = past.Answers.SetItem("diabetes", CheckInAnswer.Yes) };

        Assert.Contains("S: same as last time (none of these)", Text(Dialogue("nnn", past)), StringComparison.Ordinal);
        Assert.Contains("S: same as last time (diabetes)", Text(Dialogue("nnn", diabetes)), StringComparison.Ordinal);
        Assert.DoesNotContain("same as last time", Text(Dialogue("nnn")), StringComparison.Ordinal);
        Assert.DoesNotContain("same as last time", Text(Dialogue("nn", past)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_advice_of_an_emergency_is_large_and_plain_and_names_the_signs()
    {
        var verdict = CheckIns.With(("em-heart", CheckInAnswer.Yes));
        var lines = EmergencyText.Lines(verdict, CheckIns.Shipped, 80, Language.English).Select(line => line.Write(Plain)).ToArray();

        Assert.Equal(BlockFont.Rows, lines.Count(line => line.Contains('█', StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Contains("Call your local emergency number now", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("chest pain, trouble breathing or sweating", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line.Length <= 80));
    }

    [Theory]
    [InlineData(120)]
    [InlineData(60)]
    [InlineData(45)]
    [InlineData(20)]
    [InlineData(3)]
    public void The_advice_of_an_emergency_fits_any_width(int width)
    {
        var lines = EmergencyText.Lines(CheckIns.With(("em-heart", CheckInAnswer.Yes)), CheckIns.Shipped, width, Language.English).ToArray();

        Assert.All(lines, line => Assert.True(line.Width <= width));
        if (width >= 20)
            Assert.Contains(lines, line => Words(line).Contains("CALL FOR HELP", StringComparison.Ordinal) || Words(line).Contains('█', StringComparison.Ordinal));
    }

    private static CheckInDialogue Dialogue(string keys, params ImmutableArray<PastCheckIn> past) => new CheckInDialogue(Keys.Subject(null, past)).Press(keys);

    private static string Text(CheckInDialogue dialogue) => dialogue.End is null
        ? string.Join('\n', DialogueView.Lines(dialogue, Usual, Language.English).Select(line => line.Write(Plain)))
        : string.Join('\n', EmergencyText.Lines(dialogue.Subject.Judge(dialogue.Answers), CheckIns.Shipped, Usual.Width, Language.English).Select(line => line.Write(Plain)));

    private static string Words(ScreenLine line) => string.Concat(line.Spans.Select(span => span.Text));
}
