using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Conformance;
using MassagerControl.Devices.Profiles;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Protocols;

/// <summary>A device that wants its button pressed before it listens.</summary>
public sealed class PersonWaitTests
{
    private const string Status = "\"notifications\": { ";
    private const string Subscribe = "{ \"subscribe\": \"status\" }";

    private static string Text(string wait) => ProfileText.Small
        .Replace(Status, Status + "\"pressed\": { \"endpoint\": \"status\", \"frame\": [\"CC\", { \"field\": \"button\", \"as\": \"u8\" }] }, ", StringComparison.Ordinal)
        .Replace(Subscribe, $$"""{{Subscribe}}, { "wait": "pressed", "where": { "button": 1 }, {{wait}} }""", StringComparison.Ordinal);

    private static DeviceProfile Profile(string wait = "\"within\": 60, \"say\": \"press the button\"")
    {
        var reading = ProfileReader.Parse("p.json", Text(wait));
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    [Fact]
    public void The_person_is_told_what_to_do_and_that_it_is_done()
    {
        var rig = new SimulatedRig(Profile());
        var connecting = rig.Connecting();
        Assert.Equal(["press the button (within 60 s)"], rig.Reports.OfType<PersonNotice>().Select(notice => notice.Words.Text));

        Assert.Equal(TimeSpan.FromSeconds(1), rig.Run(connecting));

        Assert.Equal(["press the button (within 60 s)", "done: the device has answered"], rig.Reports.OfType<PersonNotice>().Select(notice => notice.Words.Text));
        Assert.Equal(TimeSpan.FromSeconds(60), rig.Massager.Traits.PersonTime);
        SimulatedRig.Now(rig.Drive(2));
    }

    [Fact]
    public void Nobody_comes_and_the_reason_says_what_was_to_be_done()
    {
        var profile = Profile("\"within\": 120, \"say\": \"press the button\"");
        var rig = new SimulatedRig(profile, builtFrom: profile with { Connect = [] });
        var connecting = rig.Connecting();

        var (kind, after) = rig.Fail(connecting);

        Assert.Equal((MassagerFaultKind.Communication, TimeSpan.FromSeconds(120)), (kind, after));
        Assert.Equal("the device did not say within 120 s that somebody has done it: press the button", Assert.Throws<MassagerException>(() => connecting.GetAwaiter().GetResult()).Message);
    }

    [Fact]
    public void A_stop_ends_the_wait_at_once()
    {
        var profile = Profile();
        var rig = new SimulatedRig(profile, builtFrom: profile with { Connect = [] });
        var connecting = rig.Connecting();
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        rig.Reports.Clear();

        _ = rig.Stop();

        Assert.Contains("AA 00", rig.Frames);
        Assert.Equal(MassagerFaultKind.Refused, rig.Fail(connecting).Kind);
    }

    [Theory]
    [InlineData("\"within\": 60", "$.connect[1].within: is longer than 10 s: so long only a person is waited for, and 'say' tells what to do")]
    [InlineData("\"within\": 121, \"say\": \"press\"", "$.connect[1].within: 121 is outside 0.1–120")]
    [InlineData("\"within\": 60, \"say\": \"\"", "$.connect[1].say: ")]
    [InlineData("\"within\": 60, \"say\": \"a\\nb\"", "$.connect[1].say: is one line of words")]
    [InlineData("\"within\": 100, \"say\": \"press\" }, { \"wait\": \"pressed\", \"within\": 100, \"say\": \"press\"", "$.connect: waits for a person for more than 120 s in all")]
    public void A_wrong_wait_is_refused_with_its_reason(string wait, string error) =>
        Assert.Contains(ProfileReader.Parse("p.json", Text(wait)).Errors, found => $"{found.Path}: {found.Reason}".StartsWith(error, StringComparison.Ordinal));

    [Fact]
    public async Task The_simulated_device_conforms()
    {
        var report = await ConformanceSuite.RunAsync(new SimulatedTarget(Profile(), new()), "p");

        Assert.Empty(report.Lines.Where(line => line.Severity == Severity.Error).Select(line => $"{line.Id}: {line.Got}"));
    }
}
