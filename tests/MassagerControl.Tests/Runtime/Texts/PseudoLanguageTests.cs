using System.Net;
using System.Text.RegularExpressions;
using MassagerControl.App.CheckIn;
using MassagerControl.App.Cli;
using MassagerControl.App.Terminal;
using MassagerControl.Core.Control;
using MassagerControl.Core.Schedules;
using MassagerControl.Core.Screening;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.Routines;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Texts;
using MassagerControl.Runtime.Topics;
using MassagerControl.Runtime.Voice;
using MassagerControl.Tests.App.CheckIn;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.App.Terminal;
using MassagerControl.Tests.Support;
using CheckInKeys = MassagerControl.Tests.App.CheckIn.Keys;

namespace MassagerControl.Tests.Runtime.Texts;

/// <summary>A third language is a file of translations and nothing else: everything that a person is shown is said in it.</summary>
public sealed class PseudoLanguageTests : IDisposable
{
    private static readonly TerminalLook Plain = new() { Colour = false };
    private static readonly ScreenSize[] Sizes = [new(100, 40), new(80, 24), new(48, 14), new(30, 8), new(24, 5)];

    // What the samples of screens say themselves: nobody else says it.
    private static readonly string[] OfSamples =
    [
        "every session starts at 25 % or below", "the link did not come back in 60 s", "you reported numbness or tingling", "the device did not answer for 10 s", "you rated 6, in the band",
        "the Wave's frame is not confirmed on hardware", "your last rating allows no more", "you rated 8: at most 70 % of what was felt",
    ];

    private static readonly Language Pseudo = Language.Parse(PseudoLanguage.Tag, PseudoLanguage.File(
        PseudoLanguage.AllFormats.Concat(OfSamples).Distinct(), ShippedTexts.All.Append("Roll the shoulder slowly, five times back.")));

    private readonly DataRun _data = new();
    private readonly RunFolder _folder = new();
    private readonly EscapedTexts _texts = new();

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_text_that_escapes_is_found_and_named_with_the_place_where_it_is_shown()
    {
        _texts.Look("a screen", PseudoLanguage.Said("rated {0} (of {1})").Replace("{0}", "6", StringComparison.Ordinal), "massager run --area upper-trapezius: ⟦ńó⟧ lean in now");

        var failure = Assert.ThrowsAny<Exception>(_texts.AssertNone);

        Assert.Contains("'lean in now' in a screen: massager run", failure.Message, StringComparison.Ordinal);
        Assert.Contains("1 texts", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_screen_of_a_session()
    {
        foreach (var (name, sample) in Samples.All)
            LookAt(name, sample);
        _texts.AssertNone();
    }

    [Fact]
    public void A_whole_session_on_the_screen_with_ratings_an_8_pauses_and_a_silence()
    {
        using var bench = Bench.Begun(Plans.Compression());
        for (var second = 0; second < 420 && !bench.Session.IsOver; second++)
        {
            bench.Advance(1);
            if (second is 10 or 45 or 75)
                bench.Rate(second == 45 ? 8 : 4);
            if (second is 90)
                bench.Post(new PauseInput("keyboard"));
            if (second is 95)
                bench.Post(new ResumeInput("keyboard"));
            if (second is 100)
                bench.Post(new CeilingDownInput("keyboard"));
            LookAt($"second {second}", bench.Loop.Snapshot);
        }
        Assert.True(bench.Session.IsOver);
        foreach (var told in bench.Events)
            _texts.Look($"plain line of {told.GetType().Name}", ProgressLines.Of(told, Pseudo));
        _texts.AssertNone();
    }

    [Fact]
    public void Every_answer_to_a_key()
    {
        foreach (var (name, sample) in Samples.All)
            foreach (var key in CheckInKeys.Of("0123456789+-psrnde?x\r"))
            {
                var meaning = KeyMap.Read(key, sample);
                if (meaning is ShowHint hint)
                    _texts.Look($"{name}, key {key.KeyChar}", Pseudo.Say(hint.Text));
                if (meaning is not SendInput send)
                    continue;
                _texts.Look($"{name}, echo of {key.KeyChar}", Pseudo.Say(send.Echo));
                var step = SessionMachine.Next(sample.Session, send.Input, sample.At, StatelessEngine.Shared.Find);
                _texts.Look($"{name}, answer to {key.KeyChar}", InputAnswers.To(send.Input, new(step.Accepted, step.Row.Reason), step.Session, Pseudo) ?? "");
            }
        _texts.AssertNone();
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("n7\r")]
    [InlineData("nn37x")]
    [InlineData("nnnx")]
    [InlineData("nnnnx")]
    [InlineData("nnnn7\r")]
    [InlineData("nnnnnx")]
    [InlineData("nnn12\rn4")]
    [InlineData("nn67\rn n4")]
    [InlineData("b")]
    public void Every_page_of_the_check_in(string keys)
    {
        var dialogue = new CheckInDialogue(CheckInKeys.Subject(null, new PastCheckIn(CheckIns.Now.AddDays(-1), CheckIns.Shoulder, CheckIns.AllClear))).Press(keys);
        foreach (var size in new[] { new ScreenSize(80, 24), new ScreenSize(40, 10) })
            if (dialogue.End is null)
                _texts.Look($"check-in after '{keys}'", DialogueView.Lines(dialogue, size, Pseudo).Select(line => line.Write(Plain)));
        _texts.AssertNone();
    }

    [Fact]
    public void The_advice_of_an_emergency_and_the_reasons_of_a_refusal()
    {
        var emergency = CheckIns.With(("em-heart", CheckInAnswer.Yes));
        _texts.Look("emergency", EmergencyText.Lines(emergency, CheckIns.Shipped, 80, Pseudo).Select(line => line.Write(Plain)));
        foreach (var question in CheckIns.Shipped.All.Where(question => question.Answer == AnswerKind.YesNo))
        {
            var verdict = CheckIns.With((question.Id, CheckInAnswer.Yes));
            _texts.Look($"yes to {question.Id}", [.. CheckInText.Refusals(verdict, Pseudo), .. CheckInText.Limits(verdict, Pseudo)]);
        }
        _texts.AssertNone();
    }

    [Fact]
    public void The_voice()
    {
        foreach (var (name, sample) in Samples.All)
            if (Cues.Between(null, sample) is { } cue)
                _texts.Look($"voice at {name}", Pseudo.Say(cue.Words));
        _texts.AssertNone();
    }

    [Fact]
    public async Task Sessions_in_plain_lines_with_each_person_and_each_fault()
    {
        foreach (var person in new[] { "steady", "sensitive", "habituating", "spiky", "silent" })
            await RunAsync("run", "--speed", "max", "--person", person, "--seed", "3", "--reps", "7", "--press", "20");
        foreach (var (name, fault) in new[]
        {
            ("lost", """{"at":40,"kind":"dropLink","seconds":10}"""), ("gone", """{"at":40,"kind":"dropLink"}"""), ("button", """{"at":50,"kind":"button","level":0}"""),
            ("refused", """{"write":6,"kind":"refuseWrite"}"""), ("stopless", """{"at":30,"kind":"ignoreStop"}"""), ("hung", """{"at":40,"kind":"hung"}"""), ("never", """{"at":0,"kind":"neverConnect"}"""),
        })
            await RunAsync("run", "--speed", "max", "--faults", _folder.Write($"{name}.json", $$"""{ "faults": [ {{fault}} ] }"""));
        var ratings = _folder.Write("ratings.txt", "5 3\n31.5 6\n40 8\n60 pause\n65 resume\n70 +\n72 -\n80 eased\n100 sharp\n");
        await RunAsync("run", "--speed", "max", "--ratings", ratings, "--data", _data.Data);
        await RunAsync("run", "--speed", "max", "--data", _data.Data);
        await RunAsync("areas", "--data", _data.Data);
        await RunAsync("areas", "unlock", "upper-trapezius", "--side", "right", "--data", _data.Data);
        await RunAsync("history", "list", "--data", _data.Data);
        await RunAsync("history", "--chart", "--data", _data.Data);
        var report = _folder.At("report.html");
        await RunAsync("history", "--report", report, "--data", _data.Data);
        await RunAsync("history", "--demo", "--chart");
        _texts.Look("history --report", Visible(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken)));
        await RunAsync("history", "--delete-all", "--data", _data.Data);
        await RunAsync("history", "--delete-all", "--yes", "--data", _data.Data);
        _texts.AssertNone();
    }

    [Theory]
    [InlineData("areas")]
    [InlineData("programs list")]
    [InlineData("programs show compression")]
    [InlineData("programs show no-such")]
    [InlineData("programs try compression")]
    [InlineData("areas show upper-trapezius")]
    [InlineData("areas show lower-back")]
    [InlineData("areas show neck")]
    [InlineData("suggest --area upper-trapezius")]
    [InlineData("programs show flush-knead")]
    [InlineData("programs show hold-until-eased")]
    [InlineData("programs check")]
    [InlineData("profiles list")]
    [InlineData("profiles show sim-percussion-gun")]
    [InlineData("profiles show no-such")]
    [InlineData("devices")]
    [InlineData("forget no-such")]
    [InlineData("stop")]
    [InlineData("stop no-such")]
    [InlineData("stop --left x")]
    [InlineData("history list")]
    [InlineData("history show 7")]
    [InlineData("run --area tail")]
    [InlineData("run --area neck")]
    [InlineData("run --device no-such")]
    [InlineData("run --device sim:no-such")]
    [InlineData("run --device socket:/no/such")]
    [InlineData("run knead")]
    [InlineData("run no-such-file.json")]
    [InlineData("run --ratings no-such-file.txt")]
    [InlineData("run --press 60 --reps 7")]
    [InlineData("run --ceiling 1")]
    [InlineData("run --stop-key no-such")]
    [InlineData("run --events - --report -")]
    [InlineData("run --events no/such/folder/e.jsonl")]
    [InlineData("areas unlock tail")]
    [InlineData("areas unlock neck")]
    [InlineData("areas unlock lower-back")]
    [InlineData("areas unlock lower-back --side left")]
    [InlineData("scan --radio sim --timeout 0.1")]
    [InlineData("pair --radio sim --timeout 0.1")]
    [InlineData("pair --radio sim --timeout 0.1 no-such")]
    [InlineData("doctor --bundle x.txt")]
    [InlineData("keys")]
    public async Task What_a_command_prints_and_complains_of(string args)
    {
        await RunAsync([.. args.Split(' ')]);
        _texts.AssertNone();
    }

    [Theory]
    [InlineData("guided list")]
    [InlineData("guided show shrug")]
    [InlineData("guided show heat")]
    [InlineData("guided show no-such")]
    [InlineData("guided run shrug --speed max")]
    [InlineData("routine stretches --speed max")]
    [InlineData("routine short --speed max")]
    [InlineData("routine no-such --speed max")]
    [InlineData("topics")]
    [InlineData("topics rating")]
    [InlineData("topics no-such")]
    [InlineData("plan")]
    [InlineData("plan due")]
    public async Task What_guides_teaches_and_reminds(string args)
    {
        var (steps, topics) = (GuidedStepLibrary.Load(GuidedStepLibrary.Shipped).Steps, TopicLibrary.Load(TopicLibrary.Folder).Topics);
        var texts = new EscapedTexts
        {
            Also =
            [
                .. steps.SelectMany(step => step.Sources.SelectMany(source => new[] { source.Says, source.Title })),
                .. topics.SelectMany(topic => topic.Paragraphs).SelectMany(paragraph => paragraph.Sources).SelectMany(source => new[] { source.Says, source.Title }),
                .. steps.SelectMany(step => new[] { step.Picture ?? "", step.Id }).Concat(topics.Select(topic => topic.Id)).Concat(Habits.All.SelectMany(habit => new[] { habit.Source, habit.Id }))
                    .Concat(["full", "short", "stretches-low", "stretches", "no-such", "check-in", "rating", "compression", "routine", "guided"]).Where(name => name.Length > 0).OrderByDescending(name => name.Length),
            ],
        };
        var run = await Massager.RunAsync(Parts(Pseudo), [.. args.Split(' ')]);
        // A quoted source may be wrapped.
        texts.Look($"massager {args}", Regex.Replace(run.Out, @"\s+", " "), run.Error);
        texts.AssertNone();
    }

    /// <summary>What programs read is the same in every language, byte for byte; so is the exit code.</summary>
    [Theory]
    [InlineData("areas --json")]
    [InlineData("programs list --json")]
    [InlineData("profiles list --json")]
    [InlineData("profiles show sim-percussion-gun --json")]
    [InlineData("devices --json")]
    [InlineData("history list --json")]
    [InlineData("topics --json")]
    [InlineData("guided list --json")]
    [InlineData("guided show heat --json")]
    [InlineData("plan list --json")]
    [InlineData("areas show lower-back --json")]
    [InlineData("suggest --area lower-back --json")]
    [InlineData("scan --radio sim --timeout 0.1 --json")]
    [InlineData("run --speed max --seed 2 --events - --person spiky")]
    [InlineData("run --speed max --seed 2 --report - --person spiky")]
    [InlineData("run --speed max --events - --person sensitive --area lower-back --side left")]
    public async Task What_programs_read_is_the_same_in_every_language(string args)
    {
        var english = await Massager.RunAsync(Parts(Language.English), [.. args.Split(' ')]);
        var other = await Massager.RunAsync(Parts(Pseudo), [.. args.Split(' ')]);

        Assert.Equal((english.Exit, english.Out), (other.Exit, other.Out));
        Assert.NotEqual("", other.Out);
    }

    [Fact]
    public async Task The_option_says_which_language_before_and_behind_the_command()
    {
        foreach (var args in new[] { "--lang de areas", "areas --lang de", "areas --lang=de" })
            Assert.Contains("GESPERRT", (await Massager.RunAsync(args.Split(' '))).Out, StringComparison.Ordinal);
        Assert.Contains("LOCKED for good", (await Massager.RunAsync(Parts(Language.Find("de")!), "areas", "--lang", "en")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("areas --lang fr")]
    [InlineData("--lang deutsch areas")]
    public async Task A_language_that_there_is_not_is_refused_with_those_that_there_are(string args)
    {
        var run = await Massager.RunAsync(args.Split(' '));

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Contains("one of de, en is expected", run.Error, StringComparison.Ordinal);
    }

    private static AppParts Parts(Language language) => Massager.ShippedParts() with { Language = language };

    /// <summary>What a person sees of a page: its text and the labels of its figures.</summary>
    private static IEnumerable<string> Visible(string html)
    {
        var body = html[html.IndexOf("</style>", StringComparison.Ordinal)..];
        foreach (Match label in Regex.Matches(body, "aria-label=\"([^\"]*)\""))
            yield return WebUtility.HtmlDecode(label.Groups[1].Value);
        yield return WebUtility.HtmlDecode(Regex.Replace(body, "<[^>]*>", "\n"));
    }

    private async Task RunAsync(params string[] args)
    {
        var run = await Massager.RunAsync(Parts(Pseudo), args);
        var where = $"massager {string.Join(' ', args)}";
        Assert.DoesNotContain("internal error", run.Error, StringComparison.Ordinal);
        // What was typed stands in some answers as it is.
        _texts.Look(where, [.. new[] { run.Out, run.Error }.Select(text => args.Where(arg => arg.Length > 1 && arg[0] != '-').OrderByDescending(arg => arg.Length).Aggregate(text, (kept, typed) => kept.Replace($"'{typed}'", "", StringComparison.Ordinal).Replace($"⟦{typed} ", "⟦", StringComparison.Ordinal)))]);
    }

    private void LookAt(string name, SessionSnapshot snapshot)
    {
        foreach (var help in new[] { false, true })
            foreach (var size in Sizes)
                _texts.Look($"{name}, {size.Width}×{size.Height}{(help ? ", help" : "")}",
                    string.Concat(TerminalView.Render(snapshot, new ScreenAid(help, null) { Language = Pseudo }, size, Plain).Select(line => line + "\n")));
        _texts.Look($"{name}, one line", TerminalView.StatusLine(snapshot, Pseudo).Write(Plain));
        _texts.Look($"{name}, at the end", TerminalView.Farewell(snapshot, 80, Plain, new ScreenAid(false, null) { Language = Pseudo }));
    }
}
