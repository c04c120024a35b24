using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Profiles;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Profiles;

public sealed class ProfileReaderTests
{
    private static string[] Errors(string json) =>
        [.. ProfileReader.Parse("p.json", json).Errors.Select(error => error.ToString())];

    private static string[] ErrorsWith(string old, string changed)
    {
        Assert.Contains(old, ProfileText.Small);
        return Errors(ProfileText.Small.Replace(old, changed));
    }

    [Fact]
    public void The_small_profile_is_good() => Assert.Empty(Errors(ProfileText.Small));

    [Fact]
    public void An_empty_profile_names_everything_that_it_lacks()
    {
        var missing = ProfileReader.Parse("p.json", "{}").Errors.Where(error => error.Reason == "is missing").Select(error => error.Path);

        Assert.Equal(
            ["$.format", "$.id", "$.name", "$.levels", "$.endpoints", "$.operations", "$.connect",
                "$.operations.setLevel", "$.operations.stop", "$.kind", "$.safety", "$.provenance", "$.match"],
            missing);
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2", "$.format: 2 is outside 1–1")]
    [InlineData("\"id\": \"small\"", "\"id\": \"Small One\"", "$.id: has lower-case letters, digits and hyphens only")]
    [InlineData("\"kind\": \"gun\"", "\"kind\": \"sofa\"", "$.kind: 'sofa' is none of gun, ball, roller, bed, other")]
    [InlineData("\"kind\": \"gun\"", "\"kind\": \"gun\", \"ceiling\": 0", "$.ceiling: a ceiling is above 0 %")]
    [InlineData("\"kind\": \"gun\"", "\"kind\": \"gun\", \"ceiling\": 20", "$.ceiling: is below the lowest level of 33.33 %")]
    [InlineData("\"kind\": \"gun\"", "\"kind\": \"gun\", \"colour\": 1", "$.colour: is unknown")]
    [InlineData("\"fff1\"", "\"fff\"", "$.endpoints.control.characteristic: is no UUID")]
    [InlineData("[10, 20, 30]", "[10, 30, 20]", "$.levels.table[2]: 20 is not above 30: levels rise")]
    [InlineData("\"kind\": \"gun\"", "\"kind\": \"gun\", \"minimumGap\": 120", "$.minimumGap: 120 is outside 0–10 seconds")]
    [InlineData("[10, 20, 30]", "[0, 20]", "$.levels.table[0]: 0 is outside 1–")]
    [InlineData("\"table\": [10, 20, 30]", "\"count\": 5, \"lowest\": 1, \"highest\": 4", "$.levels: 5 different levels do not fit between 1 and 4")]
    [InlineData("\"table\": [10, 20, 30]", "\"count\": 1, \"lowest\": 1, \"highest\": 4", "$.levels: one level has the same lowest and highest number")]
    [InlineData("[10, 20, 30]", "[10, 20, 300]", "$.operations.setLevel.frame: the highest level is 300, its field holds at most 255")]
    [InlineData("[\"AA 00\"]", "[\"AA0\"]", "$.operations.stop.frame[0]: is not hex")]
    [InlineData("[\"AA 00\"]", "[\"AA 0A\"]", "$.operations.stop.frame: sets a level above 0")]
    [InlineData("[\"AA 00\"]", "[\"AA\", { \"field\": \"level\", \"as\": \"u8\" }]", "$.operations.stop.frame[1].field: this frame carries no fields")]
    [InlineData("[\"AA 00\"]", "[{ \"checksum\": \"crc99\" }]", "$.operations.stop.frame[0].checksum: 'crc99' is none of sum8, xor8")]
    [InlineData("[\"AA 00\"]", "[\"AA\", { \"checksum\": \"sum8\", \"from\": 0, \"to\": -1 }]", "$.operations.stop.frame: the checksum (part 1) covers bytes outside of the frame, none, or itself")]
    [InlineData("[\"AA 00\"]", "[{ \"unknown\": \"rest\" }, \"AA\"]", "$.operations.stop.frame: only the last part can be the unknown rest")]
    [InlineData("\"AA\", { \"field\": \"level\", \"as\": \"u8\" }", "\"AA 01\"", "$.operations.setLevel.frame: carries no field 'level'")]
    [InlineData("\"BB\", { \"field\": \"level\", \"as\": \"u8\" }", "\"BB\", { \"field\": \"speed\", \"as\": \"u8\" }", "$.notifications.status.frame[1].field: 'speed' is none of level, running, battery, version")]
    [InlineData("\"BB\", { \"field\": \"level\", \"as\": \"u8\" }", "\"BB\", { \"field\": \"level\", \"as\": \"u9\" }", "$.notifications.status.frame[1].as: 'u9' is none of u8, u16le")]
    [InlineData("\"BB\", { \"field\": \"level\", \"as\": \"u8\" }", "{ \"field\": \"level\", \"as\": \"u8\" }, { \"field\": \"level\", \"as\": \"u8\" }", "$.notifications.status.frame: the field 'level' is there twice")]
    [InlineData("{ \"subscribe\": \"status\" }", "{ \"subscribe\": \"control\" }", "$.connect[0].subscribe: has neither notify nor indicate among its properties")]
    [InlineData("{ \"subscribe\": \"status\" }", "{ \"subscribe\": \"nothing\" }", "$.connect[0].subscribe: 'nothing' is not described here; known: control, status")]
    [InlineData("{ \"subscribe\": \"status\" }", "{ \"send\": \"setLevel\" }", "$.connect[0].send: 'setLevel' can start the motor: connecting never does")]
    [InlineData("\"properties\": [\"write\", \"writeWithoutResponse\"]", "\"properties\": [\"writeWithoutResponse\"]", "$.operations.stop: the endpoint 'control' has no such write among its properties")]
    public void What_is_wrong_is_said_with_its_path(string old, string changed, string expected) =>
        Assert.Contains(ErrorsWith(old, changed), error => error.StartsWith("p.json: " + expected, StringComparison.Ordinal));

    [Fact]
    public void A_frame_of_the_connect_sequence_that_would_set_a_level_is_found_out()
    {
        var json = ProfileText.Small
            .Replace("\"stop\":", "\"wake\": { \"endpoint\": \"control\", \"mode\": \"withResponse\", \"frame\": [\"AA 0A\"] }, \"stop\":")
            .Replace("{ \"subscribe\": \"status\" }", "{ \"send\": \"wake\" }");

        Assert.Contains("p.json: $.connect[0].send: 'wake' can start the motor: connecting never does", Errors(json));
    }

    [Fact]
    public void A_stop_that_nothing_can_confirm_is_refused()
    {
        var json = ProfileText.CommandsOnly.Replace("{ \"subscribe\": \"status\" }", "");

        Assert.Contains(Errors(json), error => error.StartsWith("p.json: $.operations.stop: nothing can confirm it", StringComparison.Ordinal));
    }

    [Fact]
    public void An_answer_that_nobody_hears_is_refused()
    {
        var json = ProfileText.Small
            .Replace("\"frame\": [\"AA 00\"]", "\"frame\": [\"AA 00\"], \"answeredBy\": \"status\"")
            .Replace("{ \"subscribe\": \"status\" }", "");

        Assert.Contains("p.json: $.operations.stop.answeredBy: nobody hears 'status': subscribe to 'status' when connecting", Errors(json));
    }

    [Fact]
    public void A_linear_scale_is_spread_evenly_and_rounded_up()
    {
        var json = ProfileText.Small.Replace("\"table\": [10, 20, 30]", "\"count\": 4, \"lowest\": 1, \"highest\": 101");
        var levels = ProfileReader.Parse("p.json", json).Value!.Levels;

        Assert.Equal([0, 1, 35, 68, 101], Enumerable.Range(0, 5).Select(number => levels.ToRaw(new(number))));
    }

    [Fact]
    public void Everything_in_the_file_arrives()
    {
        var profile = ProfileReader.Parse("p.json", ProfileText.Small.Replace("\"kind\": \"gun\"", "\"kind\": \"roller\", \"ceiling\": 70, \"minimumGap\": 0.25")).Value!;

        Assert.Equal(("small", "Small", MassagerKind.Roller, 70.0, TimeSpan.FromSeconds(0.25)),
            (profile.Id, profile.Name, profile.Kind, profile.Ceiling.Percent, profile.MinimumGap));
        Assert.Equal(["setLevel", "stop"], profile.Operations.Select(operation => operation.Name));
        Assert.Equal("0000fff1-0000-1000-8000-00805f9b34fb", profile.Stop.Endpoint.Characteristic.ToString());
    }
}
