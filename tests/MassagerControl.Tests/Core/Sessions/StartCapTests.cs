using MassagerControl.Core;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>Where a session starts after a check-in that asks for a lower start.</summary>
public sealed class StartCapTests
{
    [Theory]
    [InlineData(20, null, 25, "every session starts at 25 % or below")]
    [InlineData(20, 10.0, 10, "painkiller")]
    [InlineData(20, 25.0, 25, "every session starts at 25 % or below")]
    [InlineData(5, 10.0, 20, "painkiller; 20 % is the device's lowest level")]
    [InlineData(10, 10.0, 10, "painkiller")]
    [InlineData(4, 10.0, 25, "painkiller; 25 % is the device's lowest level")]
    [InlineData(3, 10.0, 33.33, "painkiller; 33.33 % is the device's lowest level")]
    [InlineData(3, null, 33.33, "every session starts at the device's lowest level")]
    public void A_low_start_lowers_the_start_as_far_as_the_device_can(int levels, double? cap, double starts, string reason)
    {
        var plan = Plans.Compression(levels) with { StartCap = cap is { } percent ? new LimitReason("check-in", Intensity.FromPercent(percent), "painkiller") : null };
        var session = Session.For(plan);

        Assert.Equal(starts, session.RatingCap.Percent, 0.01);
        Assert.Equal(reason, session.CapReason.Text);
    }
}
