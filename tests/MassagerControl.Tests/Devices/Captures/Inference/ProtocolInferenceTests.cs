using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Tests.Devices.Captures.Inference;

public sealed class ProtocolInferenceTests
{
    private readonly List<SeenFrame> _frames = [];
    private readonly List<Mark> _marks = [];
    private double _now = 1;

    private static ImmutableArray<byte> Bytes(string hex) => Hex.TryParse(hex, out var bytes) ? [.. bytes] : throw new ArgumentException(hex);

    private static string Text(IEnumerable<SeenFrame> frames) => string.Join(", ", frames.Select(frame => Hex.Format(frame.Bytes.AsSpan())));

    private void Write(string hex, double later = 0.1) => _frames.Add(new(TimeSpan.FromSeconds(_now + later), 0x10, 1, SeenKind.WrittenWithResponse, Bytes(hex)));

    private void Level(int number, params string[] frames) => Marked(MarkKind.Level, number, frames);

    private void Stop(params string[] frames) => Marked(MarkKind.Stop, 0, frames);

    private void Marked(MarkKind kind, int number, string[] frames)
    {
        _marks.Add(new(TimeSpan.FromSeconds(_now), kind, number, ""));
        for (var i = 0; i < frames.Length; i++)
            Write(frames[i], 0.1 + (0.05 * i));
        _now += 3;
    }

    private LearnedProtocol Learn() => ProtocolInference.Learn([.. _frames], [.. _marks]);

    private static string Sum(string hex) => $"{hex} {Hex.Format(ChecksumAlgorithm.All[0].Compute(Bytes(hex).AsSpan()))}";

    [Fact]
    public void A_capture_without_writes_gives_no_profile_and_says_so()
    {
        var learned = ProtocolInference.Learn([new(TimeSpan.Zero, 0x1B, 1, SeenKind.Told, Bytes("ED FE 16"))], []);

        Assert.Contains("no write", learned.Hopeless!.Text, StringComparison.Ordinal);
    }

    /// <summary>0, 63, 64 and 100 part a sum from an exclusive or; 1, 2 and 3 do not.</summary>
    [Fact]
    public void Levels_between_the_marked_ones_are_agreed_where_every_checksum_that_is_left_gives_the_same_bytes()
    {
        foreach (var number in new[] { 100, 1, 64, 63, 20 })
            Level(number, Sum($"AA 55 03 {number:X2} 00"));
        Stop("AA 55 03 00 00 02");

        var learned = Learn();

        Assert.Equal("AA 55 03 00 00 02", Text(learned.Stop));
        Assert.All(learned.Levels.Where(level => level.Certainty != Certainty.Guessed), level => Assert.Equal(Sum($"AA 55 03 {level.Number:X2} 00"), Hex.Format(level.Frames[0].AsSpan())));
        Assert.Equal(5, learned.Levels.Count(level => level.Certainty == Certainty.Captured));
        Assert.Equal(95, learned.Levels.Count(level => level.Certainty == Certainty.Agreed));
    }

    [Fact]
    public void Two_numbers_for_one_frame_and_two_frames_for_one_number_are_told_and_not_claimed()
    {
        foreach (var number in new[] { 30, 1, 20, 40, 10 })
            Level(number, $"01 01 {number:X2}");
        Level(20, "01 01 15");
        Level(50, "01 01 28");

        var learned = Learn();

        Assert.Equal([1, 10, 30], learned.Levels.Where(level => level.Certainty == Certainty.Captured).Select(level => level.Number));
        Assert.All(new[] { 20, 40, 50 }, number => Assert.Contains(learned.Asks, ask => ask.Text.StartsWith($"level {number} is left out", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_stop_that_was_not_captured_is_not_invented()
    {
        foreach (var number in new[] { 3, 1, 2, 4 })
            Level(number, $"01 01 {number:X2}");
        Stop();

        var learned = Learn();

        Assert.Empty(learned.Stop);
        Assert.Contains(learned.Asks, ask => ask.Text.StartsWith("no stop is known", StringComparison.Ordinal));
    }

    /// <summary>Opcodes as levels, as beds of one maker have them, and a stop of its own.</summary>
    [Fact]
    public void An_opcode_for_each_level_is_a_number_too()
    {
        Level(2, "5A 01 03 10 30 53 A5");
        Level(1, "5A 01 03 10 30 52 A5");
        Level(3, "5A 01 03 10 30 54 A5");
        Stop("5A 01 03 10 30 6F A5");
        Level(1, "5A 01 03 10 30 52 A5");
        Stop("5A 01 03 10 30 6F A5");

        var learned = Learn();

        Assert.Equal([0x52, 0x53, 0x54], learned.Levels.Select(level => level.Raw));
    }

    [Fact]
    public void Text_with_a_number_of_more_or_fewer_digits_is_one_command()
    {
        foreach (var number in new[] { 20, 9, 10, 1 })
            Level(number, Hex.Format(System.Text.Encoding.ASCII.GetBytes($"Vibrate:{number};")));

        var learned = Learn();

        var level = Assert.IsType<NamedDigits>(Assert.Single(learned.Groups, group => group.Meaning == GroupMeaning.SetLevel).Parts[1]);
        Assert.Equal((8, "level", null), (level.At, level.Name, level.Digits));
        Assert.Equal([1, 9, 10, 20], learned.Levels.Where(one => one.Certainty == Certainty.Captured).Select(one => one.Raw));
    }

    [Fact]
    public void Two_motors_get_a_frame_each_in_their_order()
    {
        foreach (var number in new[] { 5, 2, 10, 1 })
            Level(number, $"55 53 {number:X2}", $"55 54 {number:X2}");

        var learned = Learn();

        Assert.Equal(["55 53 0A", "55 54 0A"], learned.Levels.Single(level => level.Number == 10).Frames.Select(frame => Hex.Format(frame.AsSpan())));
    }

    [Fact]
    public void Both_bytes_that_carry_the_level_are_named()
    {
        foreach (var number in new[] { 5, 200, 10, 1 })
            Level(number, $"00 00 64 FF {number:X2} {number:X2}");

        var parts = Assert.Single(Learn().Groups, group => group.Meaning == GroupMeaning.SetLevel).Parts;

        Assert.Equal([4, 5], parts.OfType<NamedNumber>().Select(part => part.At));
    }

    [Fact]
    public void Payloads_that_never_come_again_are_hopeless()
    {
        var random = new Random(7);
        foreach (var number in Enumerable.Range(0, 20))
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            Level(1 + (number % 4), Hex.Format(bytes));
        }

        Assert.Contains("scrambled", Learn().Hopeless!.Text, StringComparison.Ordinal);
    }

    /// <summary>Shape of a bed's status, three quarters of which end in the complement of their sum: told, not claimed.</summary>
    [Fact]
    public void A_checksum_that_does_not_fit_all_frames_is_no_claim()
    {
        Write("E5 FE 16 00 00 00 08 FE");
        foreach (var hex in new[] { "ED FE 16 FF FF FB FF 00 00 00 00 00 00 00 FF 07", "ED FE 16 00 00 F7 FF 00 00 00 00 00 00 00 FF 09", "ED FE 16 00 00 00 00 00 00 00 00 00 00 00 FF FF",
            "ED FE 16 FF FF FF FF 00 00 00 00 00 00 00 FF 03", "ED FE 16 00 00 00 00 00 00 00 00 00 00 3F FF FC", "ED FE 16 00 FF FF FF 00 00 00 00 00 00 00 FF 03" })
            _frames.Add(new(TimeSpan.FromSeconds(_now += 1), 0x1B, 1, SeenKind.Told, Bytes(hex)));

        Assert.DoesNotContain(Learn().Groups.SelectMany(group => group.Parts), part => part is ChecksumBytes);
    }

    [Fact]
    public void A_hundred_thousand_frames_are_no_trouble()
    {
        for (var i = 0; i < 100_000; i++)
            _frames.Add(new(TimeSpan.FromMilliseconds(20 * i), 0x10, 1, SeenKind.WrittenWithoutResponse, [0x55, (byte)(i % 7), (byte)(i * 31 % 251), (byte)(i % 256)]));

        Assert.Equal(100_000, Learn().Groups.Sum(group => group.Count));
    }
}
