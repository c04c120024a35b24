using FsCheck;
using FsCheck.Fluent;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Tests.Devices.Frames;

public sealed class FrameTemplateTests
{
    private static readonly ChecksumAlgorithm Sum8 = ChecksumAlgorithm.All.Single(algorithm => algorithm.Name == "sum8");
    private static readonly ChecksumAlgorithm Xor8 = ChecksumAlgorithm.All.Single(algorithm => algorithm.Name == "xor8");

    private static readonly FrameTemplate SumFirst = new(
    [
        new LiteralPart([0xAA]),
        new ChecksumPart(Sum8, 2, -1),
        new FieldPart("level", new(2, BigEndian: true)),
        new UnknownPart(1),
        new FieldPart("battery", new(1, BigEndian: true)),
    ]);

    [Fact]
    public void A_checksum_may_stand_before_what_it_covers() =>
        Assert.Equal("AA 71 07 08 00 62", Hex.Format(SumFirst.Encode(FieldValues.None.With("level", 0x0708).With("battery", 0x62))));

    [Theory]
    [InlineData("AA 71 07 08 00 62", null)]
    [InlineData("AA 72 07 08 01 62", null)]
    [InlineData("AB 71 07 08 00 62", "has AB at byte 0, not AA")]
    [InlineData("AA 70 07 08 00 62", "byte 1 is 70, the checksum is 71")]
    [InlineData("AA 71 07 08 00", "byte 1 is 71, the checksum is 0F")]
    [InlineData("AA 71 07 08 00 62 00", "goes on after 6 bytes")]
    [InlineData("AA", "ends after 1 byte")]
    [InlineData("AA 71", "ends after 2 bytes, before what its checksum covers")]
    [InlineData("AA 00 00", "ends after 3 bytes")]
    public void Decoding_is_strict_about_literals_length_and_checksum(string hex, string? problem)
    {
        Assert.True(Hex.TryParse(hex, out var bytes));

        Assert.Equal(problem is null, SumFirst.TryDecode(bytes, out var values, out var found));

        Assert.Equal(problem, found);
        Assert.Equal(problem is null ? 0x0708L : null, values?["level"]);
    }

    [Fact]
    public void An_xor_over_everything_before_it()
    {
        var template = new FrameTemplate([new LiteralPart([0xFD, 0x20]), new FieldPart("level", new(1, true)), new ChecksumPart(Xor8, 0, null), new LiteralPart([0xFE])]);

        // A published frame of another device family: FD 20 02 with the exclusive or of the three.
        Assert.Equal("FD 20 02 DF FE", Hex.Format(template.Encode(FieldValues.None.With("level", 2))));
    }

    [Theory]
    [InlineData(1, true, "12", 0x12)]
    [InlineData(2, true, "12 34", 0x1234)]
    [InlineData(2, false, "34 12", 0x1234)]
    [InlineData(3, true, "12 34 56", 0x123456)]
    [InlineData(3, false, "56 34 12", 0x123456)]
    [InlineData(4, true, "FE DC BA 98", 0xFEDCBA98)]
    [InlineData(4, false, "98 BA DC FE", 0xFEDCBA98)]
    public void Numbers_have_their_width_and_order(int width, bool bigEndian, string hex, long value)
    {
        var template = new FrameTemplate([new FieldPart("n", new(width, bigEndian))]);

        Assert.Equal(hex, Hex.Format(template.Encode(FieldValues.None.With("n", value))));
        Assert.True(template.TryDecode(template.Encode(FieldValues.None.With("n", value)), out var values, out _));
        Assert.Equal(value, values["n"]);
    }

    [Fact]
    public void A_value_that_is_missing_or_does_not_fit_is_misuse()
    {
        var template = new FrameTemplate([new FieldPart("n", new(1, true))]);

        Assert.ThrowsAny<ArgumentException>(() => template.Encode(FieldValues.None));
        Assert.ThrowsAny<ArgumentException>(() => template.Encode(FieldValues.None.With("n", 256)));
        Assert.ThrowsAny<ArgumentException>(() => template.Encode(FieldValues.None.With("n", -1)));
    }

    [Fact]
    public void The_unknown_rest_takes_any_length()
    {
        var template = new FrameTemplate([new LiteralPart([1]), new UnknownPart(null)]);

        Assert.True(template.TryDecode([1], out _, out _));
        Assert.True(template.TryDecode([1, 2, 3], out _, out _));
        Assert.False(template.TryDecode([2, 2, 3], out _, out _));
        Assert.Equal([1], template.Encode(FieldValues.None));
    }

    [Fact]
    public void What_was_encoded_is_decoded_and_any_single_changed_bit_is_noticed_where_it_is_covered()
    {
        Prop.ForAll(Gen.Choose(0, 65_535).Two().ToArbitrary(), pair =>
        {
            var (level, other) = pair;
            var bytes = SumFirst.Encode(FieldValues.None.With("level", level).With("battery", other & 0xFF));
            var back = SumFirst.TryDecode(bytes, out var values, out _) && values["level"] == level && values["battery"] == (other & 0xFF);
            bytes[other % bytes.Length] ^= (byte)(1 << (level % 8));
            return back && !SumFirst.TryDecode(bytes, out _, out _);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_bytes_decode_or_are_refused_and_nothing_throws()
    {
        Prop.ForAll(Gen.ListOf(Gen.Choose(0, 255)).ToArbitrary(), numbers =>
        {
            byte[] bytes = [.. numbers.Select(number => (byte)number)];
            return SumFirst.TryDecode(bytes, out var values, out var problem) == (problem is null) && (values is null) == (problem is not null);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("AA 0", false)]
    [InlineData("AA  00", false)]
    [InlineData("AAA 0", false)]
    [InlineData(" AA", false)]
    [InlineData("", false)]
    [InlineData("0x AA", false)]
    [InlineData("aa Ff", true)]
    public void Hex_is_pairs_with_single_spaces(string text, bool valid) => Assert.Equal(valid, Hex.TryParse(text, out _));
}
