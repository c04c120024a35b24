using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Terminal;

/// <summary>The screen for 64×20 and more: the phase in block letters, block digits on the left, the rest beside them.</summary>
internal static class LargeLayout
{
    private const int Gap = 3;

    public static bool Fits(ScreenSize size) => size is { Width: >= 64, Height: >= 20 };

    public static IEnumerable<ScreenLine> Lines(SessionSnapshot snapshot, ScreenAid aid, ScreenSize size)
    {
        var page = new Page(size.Width, margin: " ");
        var session = snapshot.Session;
        page.Add(Parts.Top(snapshot, size.Width, aid.Language));
        page.Add(Parts.Where(session, aid.Language));
        if (size.Height > 24)
            page.Blank();
        // Help must not be cut off; the word stands in the cue below too, and where the motor may run the words are the alarm.
        if (!aid.HelpOpen || session.MotorMayRun)
            page.Blocks(BigText.Of(session, new ScreenSize(size.Width - 2, WordRows(session, size)), aid.Language));
        page.Wrapped([.. Parts.Urgent(snapshot, aid.Language)]);
        page.Blank();

        var foot = Foot(snapshot, aid, size);
        page.Blocks(Middle(snapshot, aid, new ScreenSize(size.Width, Math.Max(0, size.Height - page.Lines.Count - foot.Count))));
        return page.Exactly(size.Height - foot.Count).Concat(foot);
    }

    private static int WordRows(Session session, ScreenSize size)
    {
        var rows = BigText.Rows(session);
        return size.Height >= 38 ? 2 * rows : rows;
    }

    private static List<ScreenLine> Foot(SessionSnapshot snapshot, ScreenAid aid, ScreenSize size)
    {
        List<ScreenLine> foot = [Parts.Prompt(snapshot.Session, aid.Language).Fill(size.Width), Parts.Message(snapshot, aid)];
        var space = ScreenLine.Of(" ", Tone.Stop);
        var (edge, stop) = (space.Fill(size.Width), (space + Parts.Stop(snapshot.Session, aid.Language)).Fill(size.Width));
        foot.AddRange(size.Height >= 30 ? [edge, stop, edge] : [stop]);
        // Open help names the keys itself.
        if (!snapshot.Session.IsOver && !aid.HelpOpen)
            foot.AddRange(KeyText.Short(size, aid.Language).Select(line => ScreenLine.Of($" {line}")));
        return foot;
    }

    private static IEnumerable<ScreenLine> Middle(SessionSnapshot snapshot, ScreenAid aid, ScreenSize room)
    {
        var digits = aid.HelpOpen ? [] : BigText.Seconds(snapshot, new ScreenSize(room.Width / 2 - Gap, room.Height));
        var left = digits.Count == 0 ? 0 : digits[0].Width + 1;
        var panel = new Page(room.Width - left - Gap);
        Panel(panel, snapshot, aid, room.Height);
        for (var row = 0; row < room.Height; row++)
        {
            var digit = row < digits.Count ? ScreenLine.Of(" ") + digits[row] : ScreenLine.Blank;
            var beside = row < panel.Lines.Count ? panel.Lines[row] : ScreenLine.Blank;
            yield return digit.Fill(left) + ScreenLine.Of(new string(' ', left == 0 ? 1 : Gap)) + beside;
        }
    }

    private static void Panel(Page panel, SessionSnapshot snapshot, ScreenAid aid, int rows)
    {
        var session = snapshot.Session;
        if (aid.HelpOpen)
        {
            panel.Blocks(KeyText.Help(aid.Language).Select(line => ScreenLine.Of(line)));
            return;
        }
        if (session.Result is { } result)
        {
            // The alarm stands above already.
            panel.Wrapped([.. EndText.Lines(session, result, aid).Skip(session.MotorMayRun ? 1 : 0)]);
            return;
        }

        panel.Blocks(Parts.Reps(session, aid.Language));
        panel.Add(LevelText.LabelledBar(session, panel.Width - 1, aid.Language));
        panel.Wrapped(Parts.Time(snapshot, aid.Language), ScreenLine.Of(LevelText.Sentence(session, aid.Language)));
        panel.Add(ScreenLine.Of(aid.Language.Say(RatingText.Last(session))));
        panel.Wrapped([.. Parts.BeforeBegin(snapshot, aid.Language)]);
        var free = new ScreenSize(panel.Width, rows - panel.Lines.Count);
        if (session.PromptOpen)
            panel.Blocks(BigText.Draw(aid.Language.Say("RATE IT"), free with { Height = Math.Min(free.Height, BlockFont.Rows) }, Tone.Ease));
    }
}
