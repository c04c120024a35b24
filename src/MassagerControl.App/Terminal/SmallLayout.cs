using MassagerControl.Core.Control;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Terminal;

/// <summary>The screen for small terminals: headline first, the keys that stop last, between them what matters most; block letters where there is room left.</summary>
internal static class SmallLayout
{
    private const int RowsForDigits = 11;
    private const int RowsForLargeDigits = 30;

    public static IEnumerable<ScreenLine> Lines(SessionSnapshot snapshot, ScreenAid aid, ScreenSize size)
    {
        var foot = Foot(snapshot, aid, size);
        var room = size with { Height = size.Height - foot.Count };
        var body = new Page(size.Width);
        if (snapshot.Session.Result is { } result)
            body.Wrapped([.. EndText.Lines(snapshot.Session, result, aid)]);
        else
            Body(body, snapshot, aid);
        var most = new Page(size.Width);
        most.Add(Headline(snapshot, aid.Language));
        Blocks(most, snapshot, aid, room, body.Lines.Count);
        most.Blocks(body.Lines);
        if (snapshot.Session.Result is null && !aid.HelpOpen)
            most.Wrapped(ScreenLine.Of(aid.Language.Say(RatingText.Last(snapshot.Session))), Parts.Health(snapshot, aid.Language), Parts.Where(snapshot.Session, aid.Language));
        return most.Exactly(room.Height).Concat(foot);
    }

    /// <summary>Nothing that stops is ever cut off: these rows are taken before all others.</summary>
    private static List<ScreenLine> Foot(SessionSnapshot snapshot, ScreenAid aid, ScreenSize size)
    {
        if (size.Height == 1)
            return [];
        // Open help names the keys itself.
        var keys = snapshot.Session.IsOver || (aid.HelpOpen && size.Height >= RowsForDigits) ? [] : KeyText.Short(size, aid.Language);
        return [.. keys.Select(line => ScreenLine.Of(line)), Parts.Stop(snapshot.Session, aid.Language).Fill(size.Width)];
    }

    /// <summary>The phase and its seconds in block letters, each where it takes no line from the body.</summary>
    private static void Blocks(Page page, SessionSnapshot snapshot, ScreenAid aid, ScreenSize room, int body)
    {
        if (aid.HelpOpen && !snapshot.Session.MotorMayRun)
            return;
        var word = BigText.Of(snapshot.Session, new ScreenSize(room.Width - 1, BigText.Rows(snapshot.Session)), aid.Language);
        if (page.Lines.Count + word.Count + body <= room.Height || (snapshot.Session.MotorMayRun && word.Count + 4 <= room.Height))
            page.Blocks(word);
        var high = room.Height >= RowsForLargeDigits ? 2 * BlockFont.Rows : BlockFont.Rows;
        var digits = BigText.Seconds(snapshot, room with { Height = high });
        if (digits.Count == 0 || room.Height < RowsForDigits || page.Lines.Count + 1 + digits.Count + body > room.Height)
            return;
        page.Blank();
        page.Blocks(digits);
    }

    private static ScreenLine Headline(SessionSnapshot snapshot, Language language)
    {
        var session = snapshot.Session;
        var banner = session.Plan.Massager.Simulated ? ScreenLine.Of(language.Say("SIM"), Tone.Simulated) + ScreenLine.Of(" ") : ScreenLine.Blank;
        if (session.MotorMayRun)
            return ScreenLine.Of($"{language.Say("MOTOR MAY RUN: PRESS ITS BUTTON")} ", Tone.Alarm) + banner;

        var seconds = snapshot.SecondsLeft() is { } left ? $" {left} s" : "";
        return banner + ScreenLine.Of($"{language.Say(PhaseText.Word(session))}{seconds}", PhaseText.ToneOf(session));
    }

    private static string Prompt(int width, Language language)
    {
        var whole = language.Say(PhaseText.RatePrompt);
        return width < whole.Length ? language.Say(PhaseText.ShortRatePrompt) : whole;
    }

    private static void Body(Page page, SessionSnapshot snapshot, ScreenAid aid)
    {
        var session = snapshot.Session;
        if (session.MotorMayRun)
            page.Wrapped(ScreenLine.Of(aid.Language.Say(PhaseText.MotorMayRun), Tone.Alarm));
        page.Wrapped(Parts.Message(snapshot, aid));
        if (session.PromptOpen)
            page.Wrapped(ScreenLine.Of(Prompt(page.Width, aid.Language), Tone.Ask));
        if (aid.HelpOpen)
        {
            page.Wrapped([.. KeyText.Help(aid.Language).Select(line => ScreenLine.Of(line))]);
            return;
        }
        page.Wrapped([.. Parts.Urgent(snapshot, aid.Language).TakeLast(1)]);
        page.Wrapped([.. Parts.BeforeBegin(snapshot, aid.Language)]);
        page.Wrapped(Parts.Time(snapshot, aid.Language), ScreenLine.Of(LevelText.Sentence(session, aid.Language)));
        page.Wrapped([.. Parts.Reps(session, aid.Language)]);
        if (page.Width >= 3)
            page.Add(LevelText.LabelledBar(session, page.Width, aid.Language));
    }
}
