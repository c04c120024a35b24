using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

/// <summary><c>profiles decode|encode|vectors</c>, and the vectors beside a profile that <c>check</c> reads.</summary>
public sealed class ProfilesBytesTests : IDisposable
{
    private readonly ProfilesFolderFixture _folder = new();

    [Fact]
    public async Task Bytes_are_told_with_their_meaning_whether_quoted_or_not()
    {
        foreach (var args in new string[][] { ["FD", "20", "02", "DF", "FE"], ["FD 20 02 DF FE"], ["fd:20:02:df:fe"], ["0xFD2002DFFE"] })
        {
            var run = await _folder.RunAsync(["profiles", "decode", "merach-gun", .. args]);

            Assert.Equal((0, ""), (run.Exit, run.Error));
            Assert.Equal(["FD 20 02 DF FE", "  to the device: setLevel on 'control', withResponse", "    level = 2: level 2 of 3", "    checksum right"], run.OutLines);
        }
    }

    [Fact]
    public async Task A_wrong_checksum_and_nonsense_are_exit_code_1()
    {
        var wrong = await _folder.RunAsync("profiles", "decode", "merach-gun", "FD 20 02 DE FE");
        var nonsense = await _folder.RunAsync("profiles", "decode", "merach-gun", "FD2002DFFE", "77 77");

        Assert.Equal(1, wrong.Exit);
        Assert.Contains("    checksum WRONG: byte 3 is DE, it should be DF", wrong.OutLines);
        Assert.Equal(1, nonsense.Exit);
        Assert.Contains("  nothing that this profile knows", nonsense.OutLines);
    }

    [Theory]
    [InlineData("decode", "merach-gun", "FD 2")]
    [InlineData("decode", "merach-gun", "speed")]
    [InlineData("decode", "merach-gun", "FD", "--endpoint", "nowhere")]
    [InlineData("decode", "nobody", "FD")]
    [InlineData("encode", "merach-gun")]
    [InlineData("encode", "merach-gun", "--level", "4")]
    [InlineData("encode", "merach-gun", "--level", "0")]
    [InlineData("encode", "merach-gun", "--level", "1", "--stop")]
    [InlineData("encode", "merach-gun", "--connect", "--from", "1")]
    [InlineData("encode", "merach-gun", "--operation", "jump")]
    [InlineData("encode", "merach-gun", "--operation", "setLevel")]
    [InlineData("encode", "merach-gun", "--operation", "setLevel", "--field", "level")]
    [InlineData("encode", "merach-gun", "--operation", "setLevel", "--field", "level=1", "--field", "height=1")]
    [InlineData("encode", "merach-gun", "--operation", "setLevel", "--field", "level=300")]
    [InlineData("vectors", "merach-gun", "--check", "nowhere.json")]
    public async Task What_cannot_be_is_refused_in_words(params string[] args)
    {
        var run = await _folder.RunAsync(["profiles", .. args]);

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.NotEqual("", run.Error);
    }

    [Fact]
    public async Task The_frames_of_a_level_are_in_order_with_pauses_and_from_a_running_device_without_the_start()
    {
        var standing = await _folder.RunAsync("profiles", "encode", "merach-gun", "--level", "2");
        var running = await _folder.RunAsync("profiles", "encode", "merach-gun", "--percent", "70", "--from", "1");

        Assert.Equal(["+0.000 s  control  withResponse  FD 10 01 EC FE  start", "+0.300 s  control  withResponse  FD 20 02 DF FE  setLevel"], standing.OutLines);
        Assert.Equal(["+0.000 s  control  withResponse  FD 20 02 DF FE  setLevel"], running.OutLines);
    }

    [Fact]
    public async Task Connecting_stopping_and_a_bare_operation()
    {
        Assert.Equal(
            ["+0.000 s  control  withResponse  FD 40 01 BC FE  greet", "+0.300 s  control  withResponse  FD 10 00 ED FE  stop"],
            (await _folder.RunAsync("profiles", "encode", "merach-gun", "--connect")).OutLines);
        Assert.Equal(
            ["+0.000 s  duty  withoutResponse  00 00  stop", "+0.000 s  duty  withoutResponse  00 00  stop", "+0.000 s  info  withResponse  B0  requestInfo"],
            (await _folder.RunAsync("profiles", "encode", "dulaan-vibmotor", "--stop", "--from", "3")).OutLines);
        Assert.Equal(
            ["+0.000 s  control  withResponse  FD 20 03 DE FE  setLevel"],
            (await _folder.RunAsync("profiles", "encode", "merach-gun", "--operation", "setLevel", "--field", "level=3")).OutLines);
    }

    [Fact]
    public async Task The_devices_own_timer_is_told() =>
        Assert.Contains(
            "The device stops by itself after 2 s: while the motor runs its timer is set anew every 0.6 s.",
            (await _folder.RunAsync("profiles", "encode", "open-massager", "--level", "2")).OutLines);

    [Fact]
    public async Task Vectors_are_printed_and_one_that_does_not_hold_is_named()
    {
        var printed = await _folder.RunAsync("profiles", "vectors", "merach-gun");
        var good = _folder.Put("good.json", printed.Out);
        var bad = _folder.Put("bad.json", printed.Out.Replace("FD 20 03 DE FE", "FD 20 03 DD FE", StringComparison.Ordinal));

        var checkedGood = await _folder.RunAsync("profiles", "vectors", "merach-gun", "--check", good);
        var checkedBad = await _folder.RunAsync("profiles", "vectors", "merach-gun", "--check", bad);

        Assert.Equal((0, 0, ""), (printed.Exit, checkedGood.Exit, checkedGood.Error));
        Assert.Equal(1, checkedBad.Exit);
        Assert.Contains("the driver writes [FD 10 01 EC FE], [FD 20 03 DE FE], expected is [FD 10 01 EC FE], [FD 20 03 DD FE]", checkedBad.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_reads_the_vectors_beside_a_profile()
    {
        var profile = _folder.Put("small.json", ProfileText.Small);
        Directory.CreateDirectory(_folder.PathOf("vectors"));
        _folder.Put(Path.Combine("vectors", "small.json"), Vectors("AA 14"));
        var good = await _folder.RunAsync("profiles", "check", profile);
        _folder.Put(Path.Combine("vectors", "small.json"), Vectors("AA 15"));

        var bad = await _folder.RunAsync("profiles", "check", profile);

        Assert.Equal((0, ""), (good.Exit, good.Error));
        Assert.Equal(2, bad.Exit);
        Assert.EndsWith("vectors/small.json: $.vectors[0]: 'two': the driver writes [AA 14], expected is [AA 15]", Assert.Single(bad.ErrorLines), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Vectors(string hex) =>
        $$"""{ "profile": "small", "note": "x", "vectors": [ { "name": "two", "basis": "printed", "when": { "level": 2 }, "expect": { "write": "{{hex}}", "endpoint": "control", "mode": "withResponse" } } ] }""";
}
