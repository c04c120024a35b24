using MassagerControl.Core.Timing;
using MassagerControl.Devices.Conformance;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Conformance;

public sealed class ConformanceSuiteTests
{
    private const string Gun = "sim-percussion-gun";

    /// <summary>Found by listing the folder: no profile is registered by hand.</summary>
    public static TheoryData<string> Shipped => [.. ProfileCatalog.Shipped().Ids()];

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task The_healthy_device_of_every_shipped_profile_passes(string id)
    {
        var report = await Run(new SimulatedTarget(SimulatedRig.Shipped(id), new()));

        Assert.Empty(Told(report, Severity.Error));
        Assert.Equal(ConformanceSuite.Ids, report.Lines.Select(line => line.Id));
        Assert.DoesNotContain(report.Lines, line => line.Got == "not run");
    }

    [Theory]
    [InlineData("stop ignored", "stop.from-each-level", "from level 1: not confirmed", "Nobody knows whether the motor runs")]
    [InlineData("stop ignored, off reported", "stop.from-each-level", "confirmed, but the motor runs at level 1", "not what this device stops by")]
    [InlineData("level off by one", "level.each-reachable", "level 1 ran at 2", "compare the numbers in 'levels'")]
    [InlineData("motor starts on connect", "connect.no-motion", "level 1", "The motor started although nobody asked for it")]
    [InlineData("checksum not verified", "frame.checksum-verified", "ran the motor at level 1", "obeys frames whose checksum is wrong")]
    [InlineData("keeps running after the link is lost", "link-loss.as-declared", "still running after 10 s", "Declare 'continues'")]
    [InlineData("notifications in pieces", "report.understood", "5B 01", "a message in pieces")]
    [InlineData("notifications damaged", "report.understood", "the checksum is", "a wrong checksum")]
    [InlineData("needs a longer gap", "gap.kept", "the motor stayed at level 1", "raise 'minimumGap'")]
    [InlineData("busy after a stop", "gap.kept", "the motor stayed at level 0", "raise 'minimumGap'")]
    [InlineData("battery is nonsense", "battery.reported", "no number from 0 to 100", "the device tells its battery")]
    [InlineData("stops on its keep-alive", "keep-alive.level-held", "level 0 instead of 2", "The keep-alive changes what the motor does")]
    [InlineData("reports the level above", "level.report-true", "motor at 1, reported 2", "the place or the meaning of 'level'")]
    [InlineData("refuses the highest level", "level.each-reachable", "level 5: the device refused", "one level at a time")]
    [InlineData("one level more than its profile", "level.out-of-range-refused", "ran the motor at level 6", "describe all of its levels")]
    [InlineData("goes on after a new link", "reconnect.level-zero", "level 1 without being asked", "takes its old level up again")]
    [InlineData("starts by itself after a stop", "after-stop.silent", "level 1", "The motor did not stay off")]
    [InlineData("another service", "connect.links", "has no characteristic", "Compare services, characteristics")]
    [InlineData("takes one link only", "connect.repeats", "the device does not answer", "takes so many links and no more")]
    public async Task A_faulty_device_fails_with_the_right_check_and_a_sentence_for_the_author(string fault, string check, string got, string sentence)
    {
        var report = await Run(FaultyDevice.All[fault](SimulatedRig.Shipped(Gun)));

        Assert.True(report.Failed);
        var line = report.Lines.Single(line => line.Id == check);
        Assert.Equal(Severity.Error, line.Severity);
        Assert.Contains(got, line.Got, StringComparison.Ordinal);
        Assert.Contains(sentence, line.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("countdown not enforced", "countdown.expires", "level 1 after 2 s without renewal", "when the program dies nothing turns this motor off")]
    [InlineData("countdown not armed anew", "countdown.renewed", "the motor stopped", "its countdown is shorter than the 2 s of the profile")]
    [InlineData("half a frame obeyed", "frame.length-verified", "ran the motor at level 1", "obeys half a frame")]
    public async Task A_faulty_device_of_the_open_protocol_fails_with_the_right_check(string fault, string check, string got, string sentence)
    {
        var report = await Run(FaultyDevice.All[fault](SimulatedRig.Shipped("open-massager")));

        var line = Line(report, check);
        Assert.Equal(Severity.Error, line.Severity);
        Assert.Contains(got, line.Got, StringComparison.Ordinal);
        Assert.Contains(sentence, line.Sentence, StringComparison.Ordinal);
    }

    /// <summary>A check that fails for every fault would tell nobody anything.</summary>
    [Theory]
    [InlineData("level off by one", "level.each-reachable", "gap.kept")]
    [InlineData("checksum not verified", "frame.checksum-verified")]
    [InlineData("keeps running after the link is lost", "link-loss.as-declared")]
    [InlineData("notifications in pieces", "report.understood", "reconnect.level-zero")]
    [InlineData("notifications damaged", "report.understood", "reconnect.level-zero")]
    [InlineData("needs a longer gap", "gap.kept")]
    [InlineData("busy after a stop", "gap.kept", "reconnect.level-zero")] // A new link begins with a stop, so what follows it is lost.
    [InlineData("battery is nonsense", "battery.reported")]
    [InlineData("reports the level above", "level.report-true")]
    [InlineData("refuses the highest level", "level.each-reachable")]
    [InlineData("one level more than its profile", "level.out-of-range-refused")]
    [InlineData("starts by itself after a stop", "after-stop.silent")]
    public async Task A_fault_fails_no_check_that_has_nothing_to_do_with_it(string fault, params string[] checks)
    {
        var report = await Run(FaultyDevice.All[fault](SimulatedRig.Shipped(Gun)));

        Assert.Empty(report.Lines.Where(line => line.Severity == Severity.Error).Select(line => line.Id).Except(checks));
    }

    [Fact]
    public async Task A_device_that_reports_its_level_only_when_asked_is_an_issue_and_no_error()
    {
        var report = await Run(FaultyDevice.All["reports only when asked"](SimulatedRig.Shipped(Gun)));

        Assert.Empty(Told(report, Severity.Error));
        Assert.Equal(Severity.Issue, report.Lines.Single(line => line.Id == "level.report-true").Severity);
    }

    [Fact]
    public async Task Without_a_link_nothing_else_is_tried()
    {
        var report = await Run(FaultyDevice.All["another service"](SimulatedRig.Shipped(Gun)));

        Assert.Equal("connect.links", report.Lines.Single(line => line.Severity == Severity.Error).Id);
        Assert.All(report.Lines.Skip(1), line => Assert.Equal(line.Id is "setup.not-refused" or "setup.link-kept" or "setup.answered" ? "does not apply" : "not run", line.Got));
    }

    [Fact]
    public async Task A_device_that_answers_nothing_at_all_ends_in_a_verdict()
    {
        var report = await Run(new SimulatedTarget(SimulatedRig.Shipped(Gun), new() { Faults = new([new(TimeSpan.Zero, null, new Silent(null))]) }));

        Assert.Contains("no answer within 10 s", report.Lines[0].Got, StringComparison.Ordinal);
        Assert.Equal(Severity.Error, report.Lines[0].Severity);
    }

    [Fact]
    public async Task Levels_that_cannot_be_sent_any_more_are_no_levels_with_the_same_bytes()
    {
        var report = await Run(new SimulatedTarget(SimulatedRig.Shipped(Gun), new() { Faults = new([new(null, 4, new DropLink(null))]) }));

        var line = report.Lines.Single(line => line.Id == "capability.frames");
        Assert.Equal(Severity.Error, line.Severity);
        Assert.StartsWith("The check could not be finished", line.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_of_the_fault_files_ends_in_a_verdict()
    {
        var profile = SimulatedRig.Shipped(Gun);
        Fault[] faults =
        [
            new DropLink(null), new DelayAnswers(TimeSpan.FromSeconds(1), null), new LoseAnswer(1000), new LoseWrite(1000), new RefuseWrite(1000, 14),
            new Silent(null), new Hung(null), new IgnoreStop(null), new KeepRunning(), new NeverConnect(null), new CorruptNotification(1000), new FragmentNotification(1000),
        ];
        foreach (var fault in faults)
            foreach (var write in new int?[] { null, 3 })
            {
                var report = await Run(new SimulatedTarget(profile, new() { Faults = new([new(write is null ? TimeSpan.Zero : null, write, fault)]) }));
                Assert.Equal(ConformanceSuite.Ids, report.Lines.Select(line => line.Id));
            }
    }

    [Fact]
    public async Task The_same_device_gives_the_same_report()
    {
        var first = await Run(new SimulatedTarget(SimulatedRig.Shipped(Gun), new()));
        var second = await Run(new SimulatedTarget(SimulatedRig.Shipped(Gun), new()));

        Assert.Equal(ConformanceJson.Text(first), ConformanceJson.Text(second));
    }

    /// <summary>As with hardware: nothing is known but what the device itself says.</summary>
    [Fact]
    public void On_a_device_that_somebody_holds_the_reports_tell_and_the_rest_is_to_be_watched()
    {
        var report = Held(Gun, (radio, _) => radio);

        Assert.Empty(Told(report, Severity.Error));
        Assert.Equal(Severity.Ok, Line(report, "level.each-reachable").Severity);
        Assert.Equal(Severity.Ok, Line(report, "stop.from-each-level").Severity);
        Assert.Contains("Please watch", Line(report, "link-loss.as-declared").Sentence, StringComparison.Ordinal);
        Assert.Equal(Severity.Info, Line(report, "frame.checksum-verified").Severity);
    }

    [Fact]
    public void A_device_that_somebody_holds_and_that_reports_nothing_unasked_is_to_be_watched()
    {
        var report = Held(Gun, (radio, profile) => FaultyDevice.Taciturn(profile, radio));

        Assert.Empty(Told(report, Severity.Error));
        Assert.Equal(("accepted; cannot be seen", Severity.Info), (Line(report, "level.each-reachable").Got, Line(report, "level.each-reachable").Severity));
        Assert.Contains("please watch the motor", Line(report, "level.each-reachable").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_device_that_reports_its_level_nobody_says_that_it_does_not()
    {
        var report = Held(Gun, (radio, _) => radio);

        // It tells changes, and after a new link there is none.
        Assert.Equal("connected; cannot be seen", Line(report, "connect.no-motion").Got);
        Assert.DoesNotContain(report.Lines, line => line.Sentence.Contains("does not report its level", StringComparison.Ordinal));
        Assert.StartsWith(
            "The profile says how the device reports its level, and it said nothing of it here", Line(report, "connect.no-motion").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_device_that_cannot_report_its_level_it_is_said()
    {
        var silent = ProfileCatalog.Shipped().ReadAll().Profiles.First(profile => profile.Notifications.IsEmpty && !profile.Match.Unknown);

        var report = Held(silent.Id, (radio, _) => radio);

        Assert.StartsWith("The device does not report its level", Line(report, "connect.no-motion").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_level_of_a_device_that_somebody_holds_is_found_by_its_report()
    {
        var report = Held(Gun, (radio, profile) => new TamperedRadio(radio) { Notify = (_, bytes) => Weaker(profile, bytes) });

        Assert.Equal(Severity.Error, Line(report, "level.each-reachable").Severity);
    }

    [Fact]
    public void Nothing_but_frames_of_the_driver_reaches_a_device_that_somebody_holds()
    {
        var arrived = new List<string>();
        var profile = SimulatedRig.Shipped(Gun);
        var time = new VirtualTimeProvider();
        using var device = new SimulatedPeripheral(profile, new(), time);
        device.Happened += happened => arrived.AddRange(happened is FrameArrived { Problem: { } problem } ? [problem] : []);
        time.RunUntil(ConformanceSuite.RunAsync(new RadioTarget(profile, new SimulatedRadio(device), "sim:sim-percussion-gun", time), "device"));

        Assert.Empty(arrived);
        Assert.True(device.Level.IsOff);
    }

    private static ConformanceReport Held(string id, Func<SimulatedRadio, DeviceProfile, MassagerControl.Devices.Gatt.IRadio> radio)
    {
        var profile = SimulatedRig.Shipped(id);
        var time = new VirtualTimeProvider();
        using var device = new SimulatedPeripheral(profile, new(), time);
        var running = ConformanceSuite.RunAsync(new RadioTarget(profile, radio(new SimulatedRadio(device), profile), $"sim:{id}", time), "device");
        time.RunUntil(running);
        return running.GetAwaiter().GetResult();
    }

    private static IEnumerable<byte[]> Weaker(DeviceProfile profile, byte[] bytes) =>
        profile.Notifications[0].Frame.TryDecode(bytes, out var values, out _) && values["level"] is > 1 and var level
            ? [profile.Notifications[0].Frame.Encode(MassagerControl.Devices.Frames.FieldValues.None.With("level", level - 1).With("running", 1))]
            : [bytes];

    private static ConformanceLine Line(ConformanceReport report, string id) => report.Lines.Single(line => line.Id == id);

    private static IEnumerable<string> Told(ConformanceReport report, Severity severity) =>
        report.Lines.Where(line => line.Severity == severity).Select(line => $"{line.Id}: {line.Got}");

    private static Task<ConformanceReport> Run(IConformanceTarget target)
    {
        var running = ConformanceSuite.RunAsync(target, $"sim:{target.Profile.Id}");
        Assert.True(running.IsCompleted, "virtual time needs no thread");
        return running;
    }
}
