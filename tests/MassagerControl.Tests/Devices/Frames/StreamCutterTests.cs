using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Tests.Devices.Frames;

public sealed class StreamCutterTests
{
    private static StreamFormat Format(string stream)
    {
        var reading = JsonFileReader.Parse("s.json", $$"""
            { "e": { "service": "fff0", "characteristic": "fff1", "properties": ["notify"], "stream": {{stream}} } }
            """, root => EndpointReader.Read("e", root.Required("e")));
        Assert.Empty(reading.Errors);
        return reading.Value!.Stream!;
    }

    private static string[] Cut(StreamFormat format, string[] pieces, Func<string, bool>? isFrame = null)
    {
        var cutter = new StreamCutter(format);
        var frames = new List<string>();
        foreach (var piece in pieces)
        {
            Assert.True(Hex.TryParse(piece, out var bytes));
            cutter.Add(bytes, frame =>
            {
                var hex = Hex.Format(frame);
                if (isFrame is not null && !isFrame(hex))
                    return false;
                frames.Add(hex);
                return true;
            });
        }
        return [.. frames];
    }

    [Fact]
    public void Lines_are_put_together_and_taken_apart() =>
        Assert.Equal(["41 0A", "42 43 0A", "0A"], Cut(Format("""{ "terminator": "0A" }"""), ["41", "0A 42", "43 0A 0A", "44"]));

    [Fact]
    public void Noise_before_a_header_is_skipped() =>
        Assert.Equal(["68 79 01 0D 0A", "68 79 02 0D 0A"],
            Cut(Format("""{ "header": "68 79", "terminator": "0D 0A" }"""), ["FF 68 FF 68", "79 01 0D", "0A 00 68 79 02 0D 0A"]));

    [Fact]
    public void A_length_says_where_a_frame_ends() =>
        Assert.Equal(["AA 02 01 02", "AA 00"],
            Cut(Format("""{ "header": "AA", "length": { "at": 1, "as": "u8", "plus": 2 } }"""), ["AA 02", "01", "02 AA 00"]));

    [Fact]
    public void Behind_a_wrong_length_the_next_frames_are_found_again() =>
        Assert.Equal(["AA 01 05", "AA 01 06"],
            Cut(Format("""{ "header": "AA", "length": { "at": 1, "as": "u8", "plus": 2 }, "most": 8 }"""),
                ["AA 09 00", "AA 04 AA 01 05", "AA 01 06"], frame => frame.Length == 8));

    [Fact]
    public void A_json_object_ends_with_its_own_brace() =>
        Assert.Equal(["7B 22 7D 5C 22 22 3A 7B 7D 7D", "7B 7D"],
            Cut(Format("""{ "json": true }"""), ["0D 7B 22 7D 5C", "22 22 3A 7B 7D", "7D 7B 7D"]));

    [Fact]
    public void What_never_ends_is_given_up()
    {
        var cutter = new StreamCutter(Format("""{ "terminator": "0A", "most": 16 }"""));
        var frames = 0;
        for (var i = 0; i < 10_000; i++)
            cutter.Add(new byte[20], _ => ++frames > 0);
        cutter.Add([0x0A, 0x41, 0x0A], _ => ++frames > 0);

        Assert.Equal(2, frames);
    }

    [Theory]
    [InlineData("""{ "header": "AA" }""")]
    [InlineData("""{ "json": true, "terminator": "0A" }""")]
    [InlineData("""{ "json": true, "header": "AA" }""")]
    public void A_stream_says_how_its_frames_end(string stream)
    {
        var reading = JsonFileReader.Parse("s.json", $$"""
            { "e": { "service": "fff0", "characteristic": "fff1", "properties": ["notify"], "stream": {{stream}} } }
            """, root => EndpointReader.Read("e", root.Required("e")));

        Assert.Contains(reading.Errors, error => error.Path == "$.e.stream");
    }
}
