using MassagerControl.Core.Control;

namespace MassagerControl.App.Terminal;

/// <summary>The screen for small terminals: headline first, STOP last, between them the most urgent that fits.</summary>
internal static class SmallLayout
{
    private const int RowsForDigits = 11;
    private const int RowsForWord = 17;
    private const int RowsForLargeDigits = 30;

    public static IEnumerable<ScreenLine> Lines(SessionSnapshot snapshot, ScreenAid aid, ScreenSize size)
    {
        var page = new Page(size.Width);
        var session = snapshot.Session;
        Head(page, snapshot, size);
        if (session.Result is { } result)
            page.Wrapped([.. EndWords.Lines(result)]);
        else
            Body(page, snapshot, aid);
        return size.Height == 1 ? page.Exactly(1) : page.Exactly(size.Height - 1).Append(Parts.Stop(session).Fill(size.Width));
    }

    private static void Head(Page page, SessionSnapshot snapshot, ScreenSize size)
    {
        var session = snapshot.Session;
        page.Add(Headline(snapshot));
        if (size.Height >= RowsForWord)
            page.Blocks(BigWords.Of(session, new ScreenSize(size.Width - 1, BigWords.Rows(session))));
        var high = size.Height >= RowsForLargeDigits ? 2 * BlockFont.Rows : BlockFont.Rows;
        if (size.Height >= RowsForDigits && BigWords.Seconds(snapshot, size with { Height = high }) is { Count: > 0 } digits)
        {
            page.Blank();
            page.Blocks(digits);
        }
    }

    private static ScreenLine Headline(SessionSnapshot snapshot)
    {
        var session = snapshot.Session;
        var banner = session.Plan.Massager.Simulated ? ScreenLine.Of("SIM", Tone.Simulated) + ScreenLine.Of(" ") : ScreenLine.Blank;
        if (session.MotorMayRun())
            return ScreenLine.Of("MOTOR MAY RUN: PRESS ITS BUTTON ", Tone.Alarm) + banner;

        var seconds = snapshot.SecondsLeft() is { } left ? $" {left} s" : "";
        return banner + ScreenLine.Of($"{PhaseWords.Word(session)}{seconds}", PhaseWords.ToneOf(session));
    }

    private static void Body(Page page, SessionSnapshot snapshot, ScreenAid aid)
    {
        var session = snapshot.Session;
        if (session.MotorMayRun())
            page.Wrapped(ScreenLine.Of(PhaseWords.MotorMayRun, Tone.Alarm));
        page.Wrapped(Parts.Message(snapshot, aid));
        if (session.PromptOpen)
            page.Wrapped(ScreenLine.Of(PhaseWords.RatePrompt, Tone.Ask));
        if (aid.HelpOpen)
            page.Wrapped([.. KeyWords.Help.Select(line => ScreenLine.Of(line))]);
        page.Wrapped([.. Parts.Urgent(snapshot).TakeLast(1)]);
        page.Wrapped([.. Parts.BeforeBegin(snapshot)]);
        page.Wrapped(ScreenLine.Of(LevelWords.Sentence(session)));
        page.Wrapped([.. Parts.Reps(session)]);
        if (page.Width >= 3)
            page.Add(LevelWords.Bar(session, page.Width));
        page.Wrapped(ScreenLine.Of(RatingWords.Last(session)), Parts.Health(snapshot), Parts.Where(session), ScreenLine.Of(KeyWords.Short));
    }
}
