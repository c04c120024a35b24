using System.Collections.Concurrent;
using System.Threading.Channels;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>Hands values to whoever subscribed to them, in their order and away from everything else.</summary>
/// <param name="failed">Told, once, when a receiver threw or does not keep up.</param>
internal sealed class BlueZNotifications(Action<string> failed) : IDisposable
{
    // A device that says 20 values a second may be kept waiting for almost a minute.
    private const int Room = 1024;

    private readonly ConcurrentDictionary<string, Action<ReadOnlyMemory<byte>>> _receivers = [];
    private readonly Channel<(Action<ReadOnlyMemory<byte>> Receiver, byte[] Value)> _values =
        Channel.CreateBounded<(Action<ReadOnlyMemory<byte>>, byte[])>(new BoundedChannelOptions(Room) { SingleReader = true, SingleWriter = true });

    public IEnumerable<string> Subscribed => _receivers.Keys;

    public void Begin() => _ = DeliverAsync();

    public void Subscribe(string path, Action<ReadOnlyMemory<byte>> receiver) => _receivers[path] = receiver;

    public void Take(string path, byte[] value)
    {
        if (_receivers.TryGetValue(path, out var receiver) && !_values.Writer.TryWrite((receiver, value)))
            failed("the device says more than can be taken in");
    }

    /// <summary>Nothing more is handed out, except what is on its way.</summary>
    public void Dispose() => _values.Writer.TryComplete();

    private async Task DeliverAsync()
    {
        try
        {
            await foreach (var (receiver, value) in _values.Reader.ReadAllAsync().ConfigureAwait(false))
                receiver(value);
        }
#pragma warning disable CA1031 // Whatever a receiver throws, the link must end in order: nobody would hear the device any more.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failed($"a notification could not be taken in: {exception.Message}");
        }
    }
}
