using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Tests.Runtime.Runs;

public sealed class LeaseRenewalTests
{
    [Fact]
    public void It_renews_every_300_ms_until_disposed()
    {
        var time = new VirtualTimeProvider();
        var renewals = new List<double>();
        var renewal = new LeaseRenewal(time, () => renewals.Add(time.Elapsed.TotalMilliseconds));

        time.Advance(TimeSpan.FromSeconds(1));
        renewal.Dispose();
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([300, 600, 900], renewals);
    }
}
