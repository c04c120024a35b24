using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Events;

namespace MassagerControl.Tests.Runtime.Events;

public sealed class EventLogTests
{
    private readonly List<string> _lines = [];

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void Events_of_one_instant_are_sorted_by_rank_and_keep_their_order_within_a_rank()
    {
        var log = new EventLog(_lines.Add, trace: true);
        log.Add(new StopAsked("key") { At = At(1.0001) });
        log.Add(new LevelAccepted(Off) { At = At(1) });
        log.Add(new FrameTraced(new FrameWritten("motor", "00", true)) { At = At(1) });
        log.Add(new PhaseEntered(SessionPhase.Paused, 1, 6, "asked") { At = At(1) });
        log.Add(new CapChanged(Intensity.FromPercent(20), "b") { At = At(1) });
        log.Add(new Rated(Discomfort.From(8), "script") { At = At(1) });
        log.Add(new FaultSeen("lease", "late") { At = At(1) });
        log.Finish();

        Assert.Equal(["rating", "fault", "cap", "phase", "level", "write", "stop"], _lines.Select(TypeOf));
        Assert.All(_lines, line => Assert.StartsWith("{\"t\":1,", line));
    }

    [Fact]
    public void Notices_and_the_battery_stand_with_what_happened()
    {
        var log = new EventLog(_lines.Add, trace: false);
        log.Add(new CapChanged(Intensity.FromPercent(20), "b") { At = At(1) });
        log.Add(new NoticeTold("warm") { At = At(1) });
        log.Add(new BatteryTold(80) { At = At(1) });
        log.Add(new LinkChanged("connected") { At = At(1) });
        log.Finish();

        Assert.Equal(
            ["""{"t":1,"type":"link","state":"connected"}""", """{"t":1,"type":"notice","text":"warm"}""", """{"t":1,"type":"battery","percent":80}"""],
            _lines.Take(3));
        Assert.Equal("cap", TypeOf(_lines[3]));
    }

    [Fact]
    public void An_instant_is_written_when_a_later_one_begins_or_time_has_passed()
    {
        var log = new EventLog(_lines.Add, trace: false);
        log.Add(new StopAsked("a") { At = At(1) });
        Assert.Empty(_lines);
        log.Pass(At(1));
        Assert.Empty(_lines);
        log.Add(new StopAsked("b") { At = At(2) });
        Assert.Single(_lines);
        log.Pass(At(2.001));
        Assert.Equal(2, _lines.Count);
        log.Finish();
        Assert.Equal(2, _lines.Count);
    }

    [Fact]
    public void An_event_that_arrives_after_its_time_has_passed_keeps_its_place_in_time()
    {
        var log = new EventLog(_lines.Add, trace: false);
        log.Pass(At(2));
        log.Add(new PhaseEntered(SessionPhase.Release, 1, 6, "the press is over") { At = At(1.99) });
        log.Add(new Rated(Discomfort.From(6), "key") { At = At(2) });
        log.Finish();

        Assert.Equal(["phase", "rating"], _lines.Select(TypeOf));
    }

    [Fact]
    public void The_end_of_the_session_is_the_last_line()
    {
        var log = new EventLog(_lines.Add, trace: false);
        log.Add(new SessionEnded(Result) { At = At(3) });
        log.Add(new InputTaken("stop", true, "already over") { At = At(3) });
        log.Add(new InputTaken("stop", true, "already over") { At = At(3.01) });
        log.Finish();

        Assert.Equal(["input", "session-ended"], _lines.Select(TypeOf));
    }

    [Fact]
    public void Frames_are_written_only_when_tracing()
    {
        var log = new EventLog(_lines.Add, trace: false);
        log.Add(new FrameTraced(new FrameWritten("motor", "00", true)) { At = At(1) });
        log.Finish();

        Assert.Empty(_lines);
    }

    [Fact]
    public void Every_kind_of_event_has_the_fields_of_the_contract()
    {
        SessionEvent[] all =
        [
            new SessionStarted(Plan) { At = At(0) },
            new PhaseEntered(SessionPhase.CoolDown, 0, 0, "cool-down") { At = At(1.5) },
            new LevelAccepted(Third) { At = At(2) },
            new FrameTraced(new FrameWritten("motor", "AA 07", false)) { At = At(3) },
            new Rated(Discomfort.From(6), "script") { At = At(31.4159) },
            new RedFlagRaised(RedFlagKind.Numb, "keyboard") { At = At(5) },
            new InputTaken("pause", false, "not now") { At = At(6) },
            new CapChanged(Intensity.FromPercent(100.0 / 3), "you rated 8") { At = At(7) },
            new LinkChanged("lost") { At = At(8) },
            new LinkChanged("lost") { At = At(8.5), Cause = LossCause.OutOfReach },
            new FaultSeen("connection", "gone") { At = At(9) },
            new StopAsked("Ctrl-C") { At = At(10) },
            new SessionEnded(Result) { At = At(11) },
        ];

        Assert.Equal(
            [
                """{"t":0,"type":"session-started","program":"p","device":"sim:x","area":"blade-edge","side":"left","simulated":true,"seed":7,"band":[5,7],"levels":3}""",
                """{"t":1.5,"type":"phase","phase":"cool-down","rep":0,"of":0,"reason":"cool-down"}""",
                """{"t":2,"type":"level","intensity":33.33,"level":1,"requested":100,"limitedBy":[{"rule":"rating-cap","cap":40,"reason":"so – said"}]}""",
                """{"t":3,"type":"write","endpoint":"motor","hex":"AA 07","withResponse":false}""",
                """{"t":31.416,"type":"rating","value":6,"source":"script"}""",
                """{"t":5,"type":"red-flag","kind":"numb","source":"keyboard"}""",
                """{"t":6,"type":"input","kind":"pause","accepted":false,"reason":"not now"}""",
                """{"t":7,"type":"cap","value":33.33,"reason":"you rated 8"}""",
                """{"t":8,"type":"link","state":"lost"}""",
                """{"t":8.5,"type":"link","state":"lost","cause":"out-of-reach"}""",
                """{"t":9,"type":"fault","kind":"connection","detail":"gone"}""",
                """{"t":10,"type":"stop","cause":"Ctrl-C"}""",
                """{"t":11,"type":"session-ended","outcome":"no-answer","reps":2,"pressSeconds":50.123,"maxIntensity":66.67,"confirmedOff":true}""",
            ],
            all.Select(EventLine.Of));
    }

    [Fact]
    public void Words_are_those_of_the_contract()
    {
        Assert.Equal(
            ["completed", "stopped", "rating", "red-flag", "no-answer", "limit", "device", "uncertain"],
            Enum.GetValues<SessionOutcome>().Select(EventLine.Word));
        Assert.Equal(
            ["warm-up", "compress", "hold", "release", "guided", "cool-down", "paused", "reconnecting"],
            Enum.GetValues<SessionPhase>().Select(EventLine.Word));
    }

    private static string TypeOf(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("type").GetString()!;
    }

    private static Limited Off { get; } = new(Level.Off, Intensity.Zero, Intensity.Zero, []);

    private static Limited Third { get; } = new(
        new Level(1), Intensity.FromPercent(100.0 / 3), Intensity.Full, [new LimitReason("rating-cap", Intensity.FromPercent(40), "so – said")]);

    private static SessionResult Result { get; } = new(
        SessionOutcome.NoAnswer, 2, TimeSpan.FromSeconds(50.1234), Intensity.FromPercent(200.0 / 3), true, false, "nobody answered", ImmutableArray<Discomfort>.Empty);

    private static SessionPlan Plan { get; } = new()
    {
        Program = "p",
        Band = new RatingBand(Discomfort.From(5), Discomfort.From(7)),
        Steps = [new GuidedStep(TimeSpan.FromSeconds(1), "x")],
        Massager = new MassagerTraits { Name = "X", Device = "sim:x", Kind = MassagerKind.Ball, Scale = new LevelScale(3), Simulated = true },
        Area = "blade-edge",
        Side = "left",
        Seed = 7,
    };
}
