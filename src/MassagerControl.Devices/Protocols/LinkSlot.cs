using MassagerControl.Core.Massagers;

namespace MassagerControl.Devices.Protocols;

/// <summary>Holds the link in use, and what may still be sent on it: a stop begins a new epoch, and nothing of an older one is sent.</summary>
/// <remarks>Safe from any thread. Nothing is awaited while its lock is held.</remarks>
internal sealed class LinkSlot : IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _epoch = new();
    private Task _stopping = Task.CompletedTask;
    private DeviceLink? _link;
    private bool _ready;
    private bool _closed;

    /// <exception cref="MassagerException">The driver is closed.</exception>
    public CancellationTokenSource Epoch()
    {
        lock (_gate)
            return _closed ? throw Closed() : _epoch;
    }

    /// <summary>The stop under way, or a completed task.</summary>
    public Task Stopping()
    {
        lock (_gate)
            return _stopping;
    }

    /// <summary>Puts a link in that is not ready for levels yet.</summary>
    /// <param name="epoch">The epoch that it was made in; null for a link of a stop.</param>
    public void Put(DeviceLink link, CancellationTokenSource? epoch)
    {
        lock (_gate)
        {
            Check(epoch ?? _epoch);
            (_link, _ready) = (link, false);
        }
    }

    public void MakeReady(DeviceLink link, CancellationTokenSource epoch)
    {
        lock (_gate)
        {
            Check(epoch);
            _ready = !link.Ended ? true : throw new MassagerException(MassagerFaultKind.Connection, "the link was lost while it was made");
        }
    }

    /// <summary>The link that takes levels, and the epoch that they belong to.</summary>
    public (DeviceLink Link, CancellationTokenSource Epoch) Ready()
    {
        lock (_gate)
        {
            Check(_epoch);
            if (!_stopping.IsCompleted)
                throw Overtaken();
            return _ready && _link is { Ended: false } link
                ? (link, _epoch)
                : throw new MassagerException(MassagerFaultKind.Connection, "there is no link");
        }
    }

    /// <summary>The link in use, ready or not; null when there is none.</summary>
    public DeviceLink? Current
    {
        get
        {
            lock (_gate)
                return _link;
        }
    }

    public bool IsReady(DeviceLink link)
    {
        lock (_gate)
            return _ready && _link == link;
    }

    /// <summary>Sends at once or not at all: a stop of another thread comes wholly before or wholly after.</summary>
    public Task Send(CancellationTokenSource epoch, Func<Task> send)
    {
        lock (_gate)
        {
            Check(epoch);
            return send();
        }
    }

    /// <summary>Begins a stop and ends the epoch, or joins the stop that is under way.</summary>
    /// <param name="done">Ends with the stop.</param>
    public StopTurn BeginStop(TaskCompletionSource done)
    {
        lock (_gate)
        {
            if (_closed)
                return new(Task.FromException(Closed()), null, null);
            if (!_stopping.IsCompleted)
                return new(_stopping, null, null);
            var turn = new StopTurn(_stopping = done.Task, _link, _epoch);
            _epoch = new CancellationTokenSource();
            return turn;
        }
    }

    /// <summary>The link takes no more levels.</summary>
    /// <returns>It did until now.</returns>
    public bool TakeReadiness(DeviceLink link)
    {
        lock (_gate)
        {
            var was = _ready && _link == link;
            _ready &= !was;
            return was;
        }
    }

    /// <summary>Takes the link out, whichever it is.</summary>
    public DeviceLink? Take()
    {
        lock (_gate)
        {
            var link = _link;
            (_link, _ready) = (null, false);
            return link;
        }
    }

    /// <summary>Takes a failed link out, unless a stop has taken it over in the meantime.</summary>
    /// <param name="epoch">That the link was made in; null for a link of a stop.</param>
    /// <returns>The link must be closed.</returns>
    public bool TakeFailed(DeviceLink link, CancellationTokenSource? epoch)
    {
        lock (_gate)
        {
            if (_link != link)
                return true;
            if (epoch is not null && epoch != _epoch && !_closed)
                return false;
            (_link, _ready) = (null, false);
            return true;
        }
    }

    /// <summary>Nothing can be sent any more, and what waits is called off.</summary>
    public void Dispose()
    {
        CancellationTokenSource epoch;
        lock (_gate)
            (_closed, epoch) = (true, _epoch);
        epoch.Cancel();
    }

    public static MassagerException Overtaken() => new(MassagerFaultKind.Refused, "not done: a stop has overtaken it");

    public static MassagerException Closed() => new(MassagerFaultKind.Connection, "the driver is closed");

    private void Check(CancellationTokenSource epoch)
    {
        if (_closed)
            throw Closed();
        if (epoch != _epoch)
            throw Overtaken();
    }

    /// <param name="Link">The link to try first, or null.</param>
    /// <param name="Overtaken">The epoch that this stop has ended; null when it joined another stop.</param>
    internal sealed record StopTurn(Task Done, DeviceLink? Link, CancellationTokenSource? Overtaken);
}
