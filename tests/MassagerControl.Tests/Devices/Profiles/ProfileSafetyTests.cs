using MassagerControl.Devices.Profiles;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Profiles;

/// <summary>What no profile can make this program do.</summary>
public sealed class ProfileSafetyTests
{
    private static string[] ErrorsWith(params string[] changes)
    {
        var json = ProfileText.Small;
        for (var i = 0; i < changes.Length; i += 2)
        {
            Assert.Contains(changes[i], json);
            json = json.Replace(changes[i], changes[i + 1]);
        }
        return [.. ProfileReader.Parse("p.json", json).Errors.Select(error => $"{error.Path}: {error.Reason}")];
    }

    private static string Operation(string name, string rest) =>
        $"\"{name}\": {{ \"endpoint\": \"control\", \"mode\": \"withResponse\", {rest} }}, \"stop\": {{";

    [Theory]
    [InlineData("\"startsOnConnect\": true", "$.safety.startsOnConnect: a device whose motor starts by connecting is not driven")]
    [InlineData("\"electrical\": true", "$.safety.electrical: a device that sends current through the body is not driven")]
    [InlineData("\"movesFurniture\": true, \"massageOperations\": [\"setLevel\"]", "$.operations.stop: is not among 'safety.massageOperations'")]
    [InlineData("\"movesFurniture\": true, \"massageOperations\": [\"setLevel\", \"stop\", \"lift\"]", "$.safety.massageOperations: 'lift' is no operation of this profile")]
    public void A_dangerous_device_is_refused(string flag, string error) =>
        Assert.Contains(ErrorsWith("\"onDisconnect\": \"unknown\"", $"\"onDisconnect\": \"unknown\", {flag}"), e => e.StartsWith(error, StringComparison.Ordinal));

    [Fact]
    public void A_bed_lists_its_massage_operations() =>
        Assert.Contains("$.safety.movesFurniture: a bed says true here, and lists its massage operations", ErrorsWith("\"kind\": \"gun\"", "\"kind\": \"bed\""));

    [Fact]
    public void A_bed_may_send_nothing_but_its_massage_operations()
    {
        var errors = ErrorsWith(
            "\"kind\": \"gun\"", "\"kind\": \"bed\"",
            "\"onDisconnect\": \"unknown\"", "\"onDisconnect\": \"unknown\", \"movesFurniture\": true, \"massageOperations\": [\"setLevel\", \"stop\"]",
            "\"stop\": {", Operation("headUp", "\"frame\": [\"77 01\"]"));

        Assert.Equal(["$.operations.headUp: is not among 'safety.massageOperations': on furniture nothing else is ever sent"], errors);
    }

    [Fact]
    public void A_codec_that_this_program_lacks_is_refused() =>
        Assert.Contains("$.codec: the device needs the codec 'ailink-cipher', which this program does not have: it cannot be driven",
            ErrorsWith("\"kind\"", "\"codec\": \"ailink-cipher\", \"kind\""));

    [Theory]
    [InlineData("\"frame\": [\"5A 01\"]", "start", "'start' can start the motor")]
    [InlineData("\"frame\": [\"77 01\"], \"movesMotor\": true", "wake", "'wake' can start the motor")]
    [InlineData("\"frame\": [\"AA 0A\"]", "wake", "'wake' can start the motor")]
    [InlineData("\"frame\": [\"77\"], \"then\": \"setLevel\"", "wake", "'setLevel' can start the motor")]
    public void No_step_of_connecting_starts_a_motor(string rest, string name, string reason) =>
        Assert.Contains($"$.connect[0].send: {reason}: connecting never does",
            ErrorsWith("\"stop\": {", Operation(name, rest), "{ \"subscribe\": \"status\" }", $"{{ \"send\": \"{name}\" }}"));

    [Theory]
    [InlineData("\"byProperty\": true, \"properties\"")]
    [InlineData("\"characteristic\": \"ff01\", \"or\": [{ \"service\": \"fff0\", \"characteristic\": \"fff1\" }], \"properties\"")]
    public void A_level_is_found_out_behind_another_name_of_its_characteristic(string place) =>
        Assert.Contains("$.connect[0].send: 'wake' can start the motor: connecting never does", ErrorsWith(
            "\"status\": { \"service\"", $"\"other\": {{ \"service\": \"fff0\", {place}: [\"write\"] }}, \"status\": {{ \"service\"",
            "\"stop\": {", "\"wake\": { \"endpoint\": \"other\", \"mode\": \"withResponse\", \"frame\": [\"AA 14\"] }, \"stop\": {",
            "{ \"subscribe\": \"status\" }", "{ \"send\": \"wake\" }"));

    [Fact]
    public void An_answer_is_listened_for_before_it_is_asked_for()
    {
        const string Listen = "{ \"subscribe\": \"status\" }";
        const string Ask = "{ \"send\": \"hello\" }";
        var hello = Operation("hello", "\"frame\": [\"C1\"], \"answeredBy\": \"status\"");

        Assert.Empty(ErrorsWith("\"stop\": {", hello, Listen, $"{Listen}, {Ask}"));
        Assert.Equal(
            ["$.connect[0].send: 'hello' is answered by 'status', which nobody hears yet: subscribe to 'status' in a step before this one"],
            ErrorsWith("\"stop\": {", hello, Listen, $"{Ask}, {Listen}"));
    }

    [Theory]
    [InlineData("\"keepAlive\": { \"every\": 2, \"send\": \"setLevel\" }", "$.keepAlive.send: 'setLevel' can start the motor or carries a number")]
    [InlineData("\"minimumGap\": 1.5, \"keepAlive\": { \"every\": 2, \"send\": \"stop\" }", "$.keepAlive.every: is less than twice 'minimumGap'")]
    [InlineData("\"keepAlive\": { \"every\": 5, \"send\": \"stop\" }", "$.keepAlive.send: 'stop' turns the motor off")]
    [InlineData("\"keepAlive\": { \"every\": 2 }", "$.keepAlive: says one of three: 'send' an operation, 'read' an endpoint, or 'repeatLevel'")]
    [InlineData("\"countdown\": { \"seconds\": 60, \"rearmAfter\": 40 }", "$.countdown.rearmAfter: is more than half of the countdown")]
    [InlineData("\"countdown\": { \"seconds\": 60, \"rearmAfter\": 20 }", "$.countdown: no frame that it is armed with carries")]
    [InlineData("\"countdown\": { \"seconds\": 60, \"rearmAfter\": 20, \"send\": \"setLevel\" }", "$.countdown.send: 'setLevel' can start the motor")]
    public void A_timer_never_starts_a_motor_and_has_a_time(string timer, string error) =>
        Assert.Contains(ErrorsWith("\"kind\"", $"{timer}, \"kind\""), e => e.StartsWith(error, StringComparison.Ordinal));

    [Theory]
    [InlineData("\"frame\": [\"AA 00\"]", "turns the motor off: sent again and again, it would end every press")]
    [InlineData("\"frame\": [\"77\"], \"then\": \"stop\"", "turns the motor off: sent again and again, it would end every press")]
    [InlineData("\"frame\": [\"AA 0A\"]", "can start the motor or carries a number: it is sent at any time")]
    public void A_keep_alive_neither_stops_nor_starts_whatever_it_is_called(string frame, string reason) =>
        Assert.Contains(ErrorsWith("\"kind\"", "\"keepAlive\": { \"every\": 5, \"send\": \"beat\" }, \"kind\"", "\"stop\": {", Operation("beat", frame)), e =>
            e.StartsWith("$.keepAlive.send: ", StringComparison.Ordinal) && e.EndsWith(reason, StringComparison.Ordinal));

    [Fact]
    public void A_countdown_must_fit_the_units_of_its_frame() =>
        Assert.Contains("$.countdown.seconds: is 90 s, and the frame of 'setLevel' counts whole minutes", ErrorsWith(
            "\"kind\"", "\"countdown\": { \"seconds\": 90, \"rearmAfter\": 20 }, \"kind\"",
            "[\"AA\", { \"field\": \"level\", \"as\": \"u8\" }]", "[\"AA\", { \"field\": \"level\", \"as\": \"u8\" }, { \"field\": \"countdownMinutes\", \"as\": \"u8\" }]"));

    [Theory]
    [InlineData("\"then\": \"nothing\"", "$.operations.stop.then: 'nothing' is no operation of this profile")]
    [InlineData("\"then\": \"stop\"", "$.operations.stop.then: goes round in a circle")]
    [InlineData("\"then\": \"setLevel\"", "$.operations.setLevel.frame: follows 'stop' and carries a field")]
    [InlineData("\"confirmedBy\": \"setLevel\"", "$.operations.stop.confirmedBy: 'setLevel' is more than a question")]
    [InlineData("\"repeat\": { \"times\": 5, \"gap\": 0.2 }", "$.operations.stop.repeat: takes longer than 0.2 s")]
    public void A_stop_stays_a_stop(string rest, string error) =>
        Assert.Contains(ErrorsWith("\"frame\": [\"AA 00\"]", $"\"frame\": [\"AA 00\"], {rest}"), e => e.StartsWith(error, StringComparison.Ordinal));

    [Theory]
    [InlineData(1, "", null, null)]
    [InlineData(1.2, "", null, "a stop takes up to 1.2 s (1 frame, the first one twice where it came too soon, 1.2 s apart)")]
    [InlineData(0.4, ", \"repeat\": { \"times\": 3, \"gap\": 0.05 }", null, "a stop takes up to 1.2 s (3 frames, ")]
    [InlineData(0.2, ", \"then\": \"second\", \"pause\": 0.9", null, "a stop takes up to 1.1 s (2 frames, ")]
    [InlineData(0.6, ", \"confirmedBy\": \"second\"", null, "a stop takes up to 1.2 s (1 frame, the first one twice where it came too soon, and a question, 0.6 s apart)")]
    [InlineData(2.6, ", \"then\": \"second\"", "a stop takes up to 5.2 s (2 frames, the first one twice where it came too soon, 2.6 s apart): more than 5 s", null)]
    [InlineData(1.1, ", \"repeat\": { \"times\": 5, \"gap\": 0 }", "a stop takes up to 5.5 s (5 frames, ", null)]
    public void A_stop_waits_for_no_more_gaps_than_a_person_can_wait(double gap, string rest, string? error, string? warning)
    {
        var reading = ProfileReader.Parse("p.json", ProfileText.Small
            .Replace("\"kind\"", FormattableString.Invariant($"\"minimumGap\": {gap}, \"kind\""), StringComparison.Ordinal)
            .Replace("\"frame\": [\"AA 00\"]", $"\"frame\": [\"AA 00\"]{rest}", StringComparison.Ordinal)
            .Replace("\"stop\": {", Operation("second", "\"frame\": [\"AC\"]"), StringComparison.Ordinal));

        string[] expected = error is null ? [] : [$"p.json: $.minimumGap: {error}"];
        Assert.Equal(expected.Length, reading.Errors.Length);
        Assert.All(expected, one => Assert.StartsWith(one, Assert.Single(reading.Errors).ToString(), StringComparison.Ordinal));
        if (error is not null)
            return;
        var warnings = ProfileReader.Warnings("p.json", reading.Value!).Select(one => one.ToString()).ToArray();
        Assert.Equal(warning is null ? 0 : 1, warnings.Length);
        Assert.All(warnings, one => Assert.StartsWith($"p.json: $.minimumGap: {warning}", one, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_operations_of_the_level_carry_one() =>
        Assert.Contains("$.operations.other.frame: carries a level, and is neither 'setLevel', nor what follows it, nor 'start'",
            ErrorsWith("\"stop\": {", Operation("other", "\"frame\": [\"77\", { \"field\": \"level\", \"as\": \"u8\" }]")));

    [Fact]
    public void A_device_that_knows_only_plus_and_minus_must_tell_its_level()
    {
        var errors = ErrorsWith("\"table\": [10, 20, 30]", "\"table\": [10, 20, 30], \"steps\": { \"gap\": 0.5 }", "{ \"subscribe\": \"status\" }", "");

        Assert.Contains("$.levels.steps: a device that knows only plus and minus must tell its level: describe such a notification and subscribe to it", errors);
        Assert.Contains("$.operations.stepUp: is missing", errors);
    }

    [Theory]
    [InlineData("{}", "$.match: names nothing to recognise the device by: say so with \"unknown\": true")]
    [InlineData("{ \"unknown\": true, \"names\": [\"X\"] }", "$.match: says that nothing is known, and names something")]
    [InlineData("{ \"companies\": [{ \"company\": \"59\" }] }", "$.match.companies[0].company: is no company: write its 4 hex digits, e.g. '0059'")]
    [InlineData("{ \"companies\": [{ \"company\": \"0059\", \"data\": \"AA\", \"mask\": \"FF FF\" }] }", "$.match.companies[0]: 'mask' has 2 bytes, 'data' 1")]
    public void Recognition_names_something_or_says_that_nothing_is_known(string match, string error) =>
        Assert.Contains(error, ErrorsWith("{ \"names\": [\"Small\"] }", match));

    [Fact]
    public void A_wait_is_for_something_that_is_heard() =>
        Assert.Contains("$.connect[0].wait: nobody hears 'status': subscribe to 'status' before",
            ErrorsWith("{ \"subscribe\": \"status\" }", "{ \"wait\": \"status\", \"within\": 1 }, { \"subscribe\": \"status\" }"));
}
