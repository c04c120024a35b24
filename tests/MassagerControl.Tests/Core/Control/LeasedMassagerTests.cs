using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Timing;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Control;

/// <summary>The lease by itself, without a loop above it.</summary>
public sealed class LeasedMassagerTests : IAsyncDisposable
{
    private static readonly Intensity Half = Intensity.FromPercent(50);

    private readonly VirtualTimeProvider _time = new();
    private readonly RecordingMassager _inner;
    private readonly LeasedMassager _leased;
    private readonly List<MassagerReport> _reports = [];

    public LeasedMassagerTests()
    {
        _inner = new RecordingMassager(Plans.Device(5), _time);
        _leased = new LeasedMassager(_inner, _time);
        _leased.Observe(_reports.Add);
    }

    [Fact]
    public void Output_that_nobody_renews_goes_off_after_a_second_and_says_so()
    {
        Set();
        Advance(0.999);
        Assert.Equal(50, _inner.Motor);
        Assert.Empty(_reports);

        Advance(0.001);

        Assert.Equal(0, _inner.Motor);
        Assert.IsType<LeaseExpired>(Assert.Single(_reports));
        Advance(60);
        Assert.Equal(2, _inner.Outputs.Count);
        Assert.Single(_reports);
    }

    [Fact]
    public void Output_lives_one_second_from_its_last_renewal()
    {
        Set();
        Advance(0.9);
        _leased.RenewLease();
        Advance(0.9);
        _leased.RenewLease();
        Advance(0.999);
        Assert.Equal(50, _inner.Motor);

        Advance(0.001);

        Assert.Equal(0, _inner.Motor);
        Assert.Equal(Plans.Seconds(2.8), _inner.Outputs[^1].At);
        Assert.Equal(2, _inner.Renewals);
    }

    [Fact]
    public void A_renewal_extends_it_also_where_the_device_may_not_be_told_again()
    {
        Set();
        Advance(0.9);
        _leased.RenewLease(repeats: false);
        Advance(0.999);

        Assert.Equal(50, _inner.Motor);
        Assert.Equal(0, _inner.Renewals);
    }

    [Fact]
    public void A_new_output_renews_too()
    {
        Set();
        Advance(0.9);
        Set();
        Advance(0.9);
        Assert.Equal(50, _inner.Motor);

        Advance(0.1);

        Assert.Equal(Plans.Seconds(1.9), _inner.Outputs[^1].At);
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("zero")]
    [InlineData("connect")]
    public void What_is_off_does_not_expire(string by)
    {
        Set();
        Advance(0.5);
        _ = by switch
        {
            "stop" => _leased.StopAsync(TestContext.Current.CancellationToken),
            "zero" => _leased.SetIntensityAsync(Intensity.Zero, TestContext.Current.CancellationToken),
            _ => _leased.ConnectAsync(TestContext.Current.CancellationToken),
        };

        Advance(60);

        Assert.Equal(2, _inner.Outputs.Count);
        Assert.Empty(_reports);
    }

    [Fact]
    public void Zero_is_the_same_as_stop()
    {
        var stops = 0;
        var sets = 0;
        (_inner.OnStop, _inner.OnSet) = (() => Count(ref stops), _ => Count(ref sets));

        _leased.SetIntensityAsync(Intensity.Zero, TestContext.Current.CancellationToken).Ignore();

        Assert.Equal((1, 0), (stops, sets));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(5)]
    public void Output_after_a_stop_has_a_lease_of_its_own(double off)
    {
        Set();
        Advance(0.5);
        _leased.StopAsync(TestContext.Current.CancellationToken).Ignore();
        Advance(off);
        Set();
        Advance(0.999);
        Assert.Equal(50, _inner.Motor);

        Advance(0.001);

        Assert.Equal(0, _inner.Motor);
    }

    [Fact]
    public void Output_after_an_expired_lease_has_a_lease_again()
    {
        Set();
        Advance(3);
        Set();
        Advance(0.999);
        Assert.Equal(50, _inner.Motor);

        Advance(0.001);

        Assert.Equal(0, _inner.Motor);
        Assert.Equal(2, _reports.Count);
    }

    [Fact]
    public void An_expired_lease_whose_stop_fails_is_told()
    {
        _inner.OnStop = () => Task.FromException(new MassagerException(MassagerFaultKind.UncertainDelivery, "no answer"));
        Set();

        Advance(1);

        Assert.IsType<LeaseExpired>(_reports[0]);
        Assert.Contains("off is not confirmed: no answer", Assert.IsType<MassagerNotice>(_reports[1]).Words.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_that_failed_is_repeated_when_whoever_asked_for_it_does_nothing_for_a_second()
    {
        var stops = FailStops();
        Set();
        Stop();
        Advance(0.999);
        Assert.Equal([0], stops);

        Advance(1.1);

        Assert.Equal([0, 1, 1.5, 2], stops);
        Assert.Empty(_reports);
        _inner.OnStop = () => Task.CompletedTask;
        Advance(0.5);
        Assert.Equal(0, _inner.Outputs[^1].Percent);
        var outputs = _inner.Outputs.Count;
        Advance(60);
        Assert.Equal(outputs, _inner.Outputs.Count);
    }

    [Fact]
    public void Whoever_renews_or_repeats_a_failed_stop_is_left_alone()
    {
        var stops = FailStops();
        Set();
        Stop();
        for (var i = 0; i < 10; i++)
        {
            Advance(0.5);
            _leased.RenewLease();
        }

        Assert.Equal([0], stops);
        Assert.Equal(0, _inner.Renewals);
        Advance(0.7);
        Stop();
        Advance(0.999);
        Assert.Equal([0, 5.7], stops);
        Advance(0.001);
        Assert.Equal([0, 5.7, 6.7], stops);
    }

    [Fact]
    public void A_failed_stop_that_was_called_off_is_not_repeated()
    {
        var stops = FailStops();
        using var session = new CancellationTokenSource();
        Set();
        _leased.StopAsync(session.Token).Ignore();
        Advance(1.2);
        Assert.Equal([0, 1], stops);

        session.Cancel();

        Advance(60);
        Assert.Equal([0, 1], stops);
    }

    [Theory]
    [InlineData("set")]
    [InlineData("connect")]
    public void Whoever_goes_on_after_a_failed_stop_is_left_alone(string with)
    {
        var stops = FailStops();
        Set();
        Stop();
        Advance(0.5);
        if (with == "set")
            Set();
        else
            _leased.ConnectAsync(TestContext.Current.CancellationToken).Ignore();

        Advance(0.999);

        Assert.Equal([0], stops);
    }

    [Fact]
    public void A_stop_of_an_expired_lease_that_fails_is_repeated_every_half_second_until_one_succeeds_and_told_once()
    {
        var stops = 0;
        _inner.OnStop = () => ++stops < 4
            ? Task.FromException(new MassagerException(MassagerFaultKind.UncertainDelivery, "no answer"))
            : Task.CompletedTask;
        Set();

        Advance(1.999);
        Assert.Equal(2, stops);
        Advance(0.001);
        Assert.Equal(3, stops);
        Advance(0.5);
        Assert.Equal(4, stops);
        Advance(60);

        Assert.Equal(4, stops);
        Assert.Equal(2, _reports.Count);
    }

    [Fact]
    public void Everything_else_is_passed_on()
    {
        _leased.ConnectAsync(TestContext.Current.CancellationToken).Ignore();
        _inner.Report(new BatteryReported(80));

        Assert.Equal(1, _inner.Connects);
        Assert.Same(_inner.Traits, _leased.Traits);
        Assert.Equal(new BatteryReported(80), Assert.Single(_reports));
    }

    [Fact]
    public async Task Disposing_ends_the_timers_of_both()
    {
        await using var outer = new LeasedMassager(_leased, _time);
        outer.SetIntensityAsync(Half, TestContext.Current.CancellationToken).Ignore();

        await outer.DisposeAsync();
        Advance(60);

        Assert.Single(_inner.Outputs);
    }

    public ValueTask DisposeAsync() => _leased.DisposeAsync();

    private static Task Count(ref int calls)
    {
        calls++;
        return Task.CompletedTask;
    }

    /// <returns>When stops are sent, in seconds; none of them is confirmed.</returns>
    private List<double> FailStops()
    {
        var began = _time.GetTimestamp();
        List<double> stops = [];
        _inner.OnStop = () =>
        {
            stops.Add(_time.GetElapsedTime(began).TotalSeconds);
            return Task.FromException(new MassagerException(MassagerFaultKind.Refused, "not now"));
        };
        return stops;
    }

    private void Stop() => _leased.StopAsync(TestContext.Current.CancellationToken).Ignore();

    private void Set() => _leased.SetIntensityAsync(Half, TestContext.Current.CancellationToken).Ignore();

    private void Advance(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
