using MassagerControl.Devices.Gatt;

namespace MassagerControl.Runtime.Reach;

/// <summary>A radio that is opened when it is first used; one that could not be opened is tried again by the next use.</summary>
/// <remarks>Members may be called from any thread.</remarks>
public sealed class LazyRadio(Func<OpenRadio> open) : IRadio, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private OpenRadio? _open;
    private bool _closed;

    public Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation) => Use(radio => radio.ScanAsync(seen, cancellation));

    public Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation) => Use(radio => radio.ConnectAsync(address, cancellation));

    public ValueTask DisposeAsync()
    {
        OpenRadio? open;
        lock (_gate)
            (open, _open, _closed) = (_open, null, true);
        return open?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private T Use<T>(Func<IRadio, T> use)
        where T : Task
    {
        OpenRadio opened;
        lock (_gate)
            opened = _closed ? throw new GattException(GattFailure.Unreachable, "the radio is closed") : _open ??= open();
        return use(opened.Radio);
    }
}
