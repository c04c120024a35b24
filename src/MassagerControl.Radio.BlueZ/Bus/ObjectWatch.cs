using System.Threading.Channels;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>The changes of one object and of everything below it, in order.</summary>
/// <remarks>
/// Who takes them too slowly loses all further ones: reading then fails. Reading also fails, with the reason, when the connection ends. The
/// tree shows a change before the watch does.
/// </remarks>
internal sealed class ObjectWatch : IDisposable
{
    private readonly RemoteObjects _objects;
    private readonly string _path;
    private readonly Channel<ObjectChange> _changes;

    public ObjectWatch(RemoteObjects objects, string path, int room)
    {
        (_objects, _path) = (objects, path);
        _changes = Channel.CreateBounded<ObjectChange>(new BoundedChannelOptions(room) { SingleReader = true });
    }

    /// <summary>Fails with a <see cref="BusException"/>.</summary>
    public IAsyncEnumerable<ObjectChange> ReadAsync(CancellationToken cancellation) => _changes.Reader.ReadAllAsync(cancellation);

    public void Dispose()
    {
        _objects.Remove(this);
        _changes.Writer.TryComplete();
    }

    /// <summary>Where messages are taken in: never waits.</summary>
    public void Tell(ObjectChange change)
    {
        if (IsBelow(change.Path) && !_changes.Writer.TryWrite(change))
            End(new(BusFailure.Lost, "more happened than could be taken"));
    }

    public void End(BusException why)
    {
        _changes.Writer.TryComplete(why);
        _objects.Remove(this);
    }

    private bool IsBelow(string path) =>
        path.StartsWith(_path, StringComparison.Ordinal) && (path.Length == _path.Length || path[_path.Length] == '/' || _path == "/");
}
