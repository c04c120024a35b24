using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Control;

/// <summary>A massager whose output goes off by itself unless it is renewed: for the case that the loop above it hangs.</summary>
/// <remarks>The lease is one second (<see cref="HardLimits.Lease"/>), checked by a timer of its own.</remarks>
public sealed class LeasedMassager : IMassager
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(500);

    private readonly IMassager _inner;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private Action<MassagerReport> _receiver = _ => { };
    private long _renewed;
    private bool _running;
    private bool _armed;
    private bool _overdue;

    public LeasedMassager(IMassager inner, TimeProvider time)
    {
        (_inner, _time) = (inner, time);
        _timer = time.CreateTimer(static massager => ((LeasedMassager)massager!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public MassagerTraits Traits => _inner.Traits;

    public void Observe(Action<MassagerReport> receiver)
    {
        _receiver = receiver;
        _inner.Observe(receiver);
    }

    public Task ConnectAsync(CancellationToken cancellation)
    {
        Release();
        return _inner.ConnectAsync(cancellation);
    }

    public Task SetIntensityAsync(Intensity intensity, CancellationToken cancellation)
    {
        if (intensity.IsZero)
            return StopAsync(cancellation);
        Take();
        return _inner.SetIntensityAsync(intensity, cancellation);
    }

    public Task StopAsync(CancellationToken cancellation)
    {
        Release();
        return _inner.StopAsync(cancellation);
    }

    /// <summary>Extends a lease that runs; one that has run out already, because this process stood still, is not brought back.</summary>
    public void RenewLease()
    {
        lock (_gate)
        {
            if (_running && Left <= TimeSpan.Zero)
                return;
            _renewed = _time.GetTimestamp();
        }
        _inner.RenewLease();
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _inner.DisposeAsync().ConfigureAwait(false);
    }

    private TimeSpan Left => HardLimits.Lease - _time.GetElapsedTime(_renewed);

    private void Take()
    {
        lock (_gate)
        {
            (_renewed, _running, _overdue) = (_time.GetTimestamp(), true, false);
            if (_armed)
                return;
            _armed = true;
            _timer.Change(HardLimits.Lease, Timeout.InfiniteTimeSpan);
        }
    }

    private void Release()
    {
        lock (_gate)
            _running = _overdue = false;
    }

    /// <remarks>Looks once a lease instead of moving the timer with every renewal.</remarks>
    private void Check()
    {
        bool first;
        lock (_gate)
        {
            _armed = _running;
            if (!_running && !_overdue)
                return;
            if (_running && Left is var left && left > TimeSpan.Zero)
            {
                _timer.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }
            first = !_overdue;
            (_armed, _running, _overdue) = (false, false, true);
        }
        _ = ExpireAsync(first);
    }

    private async Task ExpireAsync(bool first)
    {
        var stopping = _inner.StopAsync(CancellationToken.None);
        if (first)
            _receiver(new LeaseExpired());
        try
        {
            await stopping.ConfigureAwait(false);
        }
        catch (MassagerException exception)
        {
            if (first)
                _receiver(new MassagerNotice($"the output was not renewed and off is not confirmed: {exception.Message}"));
            StopAgainLater();
        }
    }

    /// <summary>Nobody else does, as long as the owner does not come back.</summary>
    private void StopAgainLater()
    {
        lock (_gate)
        {
            if (!_overdue)
                return;
            _armed = true;
            _timer.Change(Again, Timeout.InfiniteTimeSpan);
        }
    }
}
