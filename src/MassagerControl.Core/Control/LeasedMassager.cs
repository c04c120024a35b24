using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Control;

/// <summary>A massager whose output goes off by itself unless it is renewed, and whose stop is repeated until it is confirmed: for the case that the loop above it hangs.</summary>
/// <remarks>The lease is one second (<see cref="HardLimits.Lease"/>), checked by a timer of its own; whoever sends something within it looks after the output himself.</remarks>
public sealed class LeasedMassager : IMassager
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(500);

    private readonly IMassager _inner;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private Action<MassagerReport> _receiver = _ => { };
    private long _since;
    private TimeSpan _patience;
    private bool _running;
    private bool _armed;
    private bool _overdue;
    private int _turn;
    private CancellationToken _asked;

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

    public async Task StopAsync(CancellationToken cancellation)
    {
        var turn = Release();
        try
        {
            await _inner.StopAsync(cancellation).ConfigureAwait(false);
        }
        catch (MassagerException)
        {
            SeeToFailedStop(turn, cancellation);
            throw;
        }
    }

    /// <summary>Extends a lease that runs; one that has run out already, because this process stood still, is not brought back.</summary>
    /// <remarks>Whoever renews sees to a stop that failed as well.</remarks>
    public void RenewLease(bool repeats = true)
    {
        lock (_gate)
        {
            if (_running && Left <= TimeSpan.Zero)
                return;
            _since = _time.GetTimestamp();
            if (!_running)
                return;
        }
        _inner.RenewLease(repeats);
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _inner.DisposeAsync().ConfigureAwait(false);
    }

    private TimeSpan Left => _patience - _time.GetElapsedTime(_since);

    private void Take()
    {
        lock (_gate)
        {
            _turn++;
            (_running, _overdue) = (true, false);
            Wait(HardLimits.Lease);
        }
    }

    private int Release()
    {
        lock (_gate)
        {
            _running = _overdue = false;
            return ++_turn;
        }
    }

    /// <remarks>The timer looks once in so long instead of moving with every renewal.</remarks>
    private void Wait(TimeSpan patience)
    {
        (_since, _patience) = (_time.GetTimestamp(), patience);
        if (_armed)
            return;
        _armed = true;
        _timer.Change(patience, Timeout.InfiniteTimeSpan);
    }

    private void Check()
    {
        bool expired;
        lock (_gate)
        {
            _overdue &= !_asked.IsCancellationRequested;
            _armed = _running || _overdue;
            if (!_armed)
                return;
            if (Left is var left && left > TimeSpan.Zero)
            {
                _timer.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }
            expired = _running;
            (_armed, _running, _overdue) = (false, false, true);
            _asked = expired ? CancellationToken.None : _asked;
        }
        _ = ExpireAsync(expired);
    }

    private async Task ExpireAsync(bool expired)
    {
        var stopping = _inner.StopAsync(CancellationToken.None);
        if (expired)
            _receiver(new LeaseExpired());
        try
        {
            await stopping.ConfigureAwait(false);
        }
        catch (MassagerException exception)
        {
            if (expired)
                _receiver(new MassagerNotice(Phrase.Of($"the output was not renewed and off is not confirmed: {exception.Message}")));
            StopAgainLater();
        }
    }

    /// <summary>Nobody else does, as long as the owner does not come back.</summary>
    private void StopAgainLater()
    {
        lock (_gate)
            if (_overdue)
                Wait(Again);
    }

    /// <summary>A stop that failed is a matter of the lease too, unless whoever asked for it goes on, or has called it off.</summary>
    private void SeeToFailedStop(int turn, CancellationToken asked)
    {
        lock (_gate)
        {
            if (turn != _turn)
                return;
            (_overdue, _asked) = (true, asked);
            Wait(HardLimits.Lease);
        }
    }
}
