using MassagerControl.CaptureEquality;

namespace MassagerControl.Tests.Devices.Captures.Att;

/// <summary>What holds our reading against tshark's finds every difference but those that have a rule.</summary>
public sealed class ComparisonTests
{
    private static readonly SaidPacket Write = new(7, "520500aa", "uuid");

    [Fact]
    public void Equal_readings_are_equal()
    {
        var comparison = Comparison.Of([Write], [Write]);

        Assert.Equal((1, 1, 0), (comparison.Packets, comparison.Uuids, comparison.Differences.Count));
    }

    [Fact]
    public void A_missing_packet_another_one_other_bytes_and_another_uuid_differ()
    {
        Assert.Single(Comparison.Of([], [Write]).Differences);
        Assert.Single(Comparison.Of([Write], []).Differences);
        Assert.Equal(2, Comparison.Of([Write with { Frame = 8 }], [Write]).Differences.Count);
        Assert.Single(Comparison.Of([Write with { Hex = "520500ab" }], [Write]).Differences);
        Assert.Single(Comparison.Of([Write with { Uuid = "other" }], [Write]).Differences);
        Assert.Single(Comparison.Of([Write with { Uuid = null }], [Write]).Differences);
    }

    [Fact]
    public void What_has_a_rule_is_counted()
    {
        Assert.Equal(1, Comparison.Of([Write], [Write with { Uuid = null }]).UuidsInAddition);
        Assert.Equal(1, Comparison.Of([Write with { Uuid = null, UuidOfOtherSide = "uuid" }], [Write]).UuidsOfOtherSide);
        Assert.Equal(1, Comparison.Of([Write], [Write, Write with { Frame = 8 }]).Repeated);
    }
}
