using System.Text.RegularExpressions;
using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.Texts;
using MassagerControl.Tests.App.Terminal;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Events;

/// <summary>Whatever ends a session, confirmed or not: no sentence takes another back, and none says a thing twice.</summary>
public sealed partial class EndSentencesTests
{
    private static readonly string[] Small = ["the", "you", "and", "was", "did", "not", "off", "its", "this", "that", "its", "its", "one", "two"];

    private static readonly (string Name, Action<Bench> End)[] Causes =
    [
        ("key", bench => bench.Post(new StopInput("key"))),
        ("Ctrl-C", bench => bench.Post(new StopInput("Ctrl-C"))),
        ("SIGTERM", bench => bench.Post(new StopInput("SIGTERM"))),
        ("script", bench => bench.Post(new StopInput("script"))),
        ("terminal lost", bench => bench.Post(new StopInput("terminal lost"))),
        ("shutdown", bench => bench.Post(new StopInput("shutdown"))),
        ("9", bench => bench.Rate(9)),
        ("a second 8", SecondEight),
        ("too low", TooLow),
        ("sharp", bench => bench.Post(new RedFlagInput(RedFlagKind.Sharp, "test"))),
        ("numb", bench => bench.Post(new RedFlagInput(RedFlagKind.Numb, "test"))),
        ("radiating", bench => bench.Post(new RedFlagInput(RedFlagKind.Radiating, "test"))),
        ("device button", bench => bench.Massager.Report(new LevelReported(Level.Off))),
        ("nobody answers", bench => bench.Advance(400)),
        ("red flag after stop", FlagAfterStop),
        ("9 after stop", NineAfterStop),
        ("refused", Refused),
        ("no answer to the stop", Unanswered),
    ];

    public static TheoryData<string, bool> Ends => [.. Causes.SelectMany(cause => new[] { (cause.Name, true), (cause.Name, false) })];

    [Theory]
    [MemberData(nameof(Ends))]
    public void No_end_contradicts_itself_or_says_a_thing_twice(string cause, bool confirms)
    {
        var (session, result) = End(cause, confirms);
        string[] page = [.. EndText.Lines(session, result, ScreenAid.None).Select(line => line.Write(new TerminalLook { Colour = false }))];
        string[] lines = [.. ProgressLines.Of(new SessionEnded(result) { At = TimeSpan.Zero }, Language.English).Select(line => line[9..])];

        Assert.Equal(confirms, result.ConfirmedOff);
        foreach (var text in (string[][])[page, lines])
        {
            Assert.Equal(result.ConfirmedOff, text.Any(line => line.StartsWith("The motor is off", StringComparison.Ordinal)));
            Assert.Equal(!result.ConfirmedOff, text.Any(line => line.Contains("button on the device", StringComparison.OrdinalIgnoreCase)));
            Assert.Equal(result.ConfirmedOff ? 0 : 1, text.Count(SaysItMayRun));
            var how = Assert.Single(text, line => line == EndSentences.How(result, Language.English));
            Assert.False(SaysItMayRun(how), how);
            Assert.Empty(Repeated(how));
        }
    }

    [Theory]
    [InlineData(OnDisconnect.Stops, "Failed: the link did not come back")]
    [InlineData(OnDisconnect.Unknown, "Ended: the link did not come back")]
    public void A_link_that_stays_lost_says_so_once(OnDisconnect onDisconnect, string how)
    {
        using var bench = Bench.Begun(Plans.Bare() with { Massager = Plans.Device(5, onDisconnect) });
        bench.Advance(10);
        bench.Massager.OnConnect = () => Task.FromException(new MassagerException(MassagerFaultKind.Connection, "out of reach"));
        bench.Massager.Report(new LinkLost("gone"));
        bench.Advance(120);

        Assert.Equal(how, EndSentences.How(bench.Result, Language.English));
        Assert.Single(EndText.Lines(bench.Session, bench.Result, ScreenAid.None), line => SaysItMayRun(line.Write(new())) || line.Write(new()).Contains("stops by itself", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fault_that_speaks_of_a_running_motor_is_no_reason_once_off_is_confirmed()
    {
        var (_, result) = End("no answer to the stop", confirms: true);

        Assert.Equal("Failed: no answer", EndSentences.How(result, Language.English));
    }

    [Fact]
    public void What_held_the_level_back_is_counted_once_a_press_and_named_most_often_first()
    {
        using var bench = Bench.Begun(Plans.Bare(reps: 4, levels: 3) with { UserCeiling = Intensity.FromPercent(60) });
        bench.RunRating(_ => 3);
        Assert.Equal("Held back by your own ceiling (60 %) in 4 presses", EndSentences.HeldBack(bench.Result)?.Text);

        using var other = Bench.Begun(Plans.Bare(reps: 5) with { UserCeiling = Intensity.FromPercent(60) });
        other.RunRating(_ => 3);
        Assert.Equal("Held back by your own ceiling (60 %) in 3 presses; what you rated, and the gentle start (40 %) in 2", EndSentences.HeldBack(other.Result)?.Text);
    }

    [Fact]
    public void A_press_that_was_interrupted_counts_once()
    {
        using var bench = Bench.Begun(Plans.Bare(reps: 1));
        bench.Advance(5);
        bench.Post(new PauseInput("test"));
        bench.Post(new ResumeInput("test"));
        bench.RunToEnd();

        Assert.Equal(1, Assert.Single(bench.Result.HeldBack).Presses);
    }

    [Fact]
    public void A_session_that_nothing_held_back_has_no_such_line()
    {
        var result = Samples.Completed.Session.Result!;

        Assert.Null(EndSentences.HeldBack(result));
    }

    private static (Session Session, SessionResult Result) End(string cause, bool confirms)
    {
        using var bench = Bench.Begun(Plans.Bare());
        bench.Advance(10);
        if (!confirms)
            bench.Massager.OnStop = () => Task.FromException(new MassagerException(MassagerFault.MayRun(MassagerFaultKind.UncertainDelivery, "no answer")));
        Causes.Single(one => one.Name == cause).End(bench);
        bench.Advance(60);
        return (bench.Session, bench.Result);
    }

    private static void SecondEight(Bench bench)
    {
        bench.Session.ToString();
        bench.Rate(8);
        bench.Rate(8);
    }

    private static void TooLow(Bench bench)
    {
        for (var i = 0; i < 6 && bench.Session.Result is null; i++)
            bench.Post(new RatedInput(Discomfort.From(8), "test"));
    }

    private static void FlagAfterStop(Bench bench)
    {
        var before = bench.Massager.OnStop;
        bench.Massager.OnStop = () => Task.FromException(new MassagerException(MassagerFaultKind.UncertainDelivery, "no answer"));
        bench.Post(new StopInput("key"));
        bench.Post(new RedFlagInput(RedFlagKind.Numb, "test"));
        bench.Massager.OnStop = before;
    }

    private static void NineAfterStop(Bench bench)
    {
        var before = bench.Massager.OnStop;
        bench.Massager.OnStop = () => Task.FromException(new MassagerException(MassagerFaultKind.UncertainDelivery, "no answer"));
        bench.Post(new StopInput("key"));
        bench.Rate(9);
        bench.Massager.OnStop = before;
    }

    private static void Refused(Bench bench)
    {
        bench.Massager.OnSet = _ => Task.FromException(new MassagerException(MassagerFaultKind.Refused, "refused with 0x03"));
        bench.Rate(2);
        bench.Advance(40);
    }

    private static void Unanswered(Bench bench)
    {
        var before = bench.Massager.OnStop;
        bench.Massager.OnStop = () => Task.FromException(new MassagerException(MassagerFault.MayRun(MassagerFaultKind.UncertainDelivery, "no answer")));
        bench.Advance(20);
        bench.Massager.OnStop = before;
    }

    private static bool SaysItMayRun(string line) =>
        line.Contains("may run", StringComparison.OrdinalIgnoreCase) || line.Contains("may still run", StringComparison.OrdinalIgnoreCase)
        || line.Contains("NOT confirmed", StringComparison.OrdinalIgnoreCase) || line.Contains("not confirm", StringComparison.OrdinalIgnoreCase);

    private static string[] Repeated(string sentence) =>
        [.. Word().Matches(sentence.ToLowerInvariant()).Select(match => match.Value).Where(word => word.Length > 2 && !Small.Contains(word)).GroupBy(word => word).Where(group => group.Count() > 1).Select(group => group.Key)];

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Word();
}
