using System.Collections.Immutable;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Sockets;

/// <summary>A central's end of a link over a socket.</summary>
internal sealed class SocketLink : IGattLink
{
    private readonly MessageSocket _socket;
    private readonly Lock _gate = new();
    private readonly LinkLoss _loss = new();
    private readonly Dictionary<byte, Action<ReadOnlyMemory<byte>>> _subscribed = [];
    private TaskCompletionSource<ReadOnlyMemory<byte>>? _pending;
    private uint _lastId;

    private SocketLink(MessageSocket socket, ImmutableArray<GattCharacteristic> characteristics) =>
        (_socket, Characteristics) = (socket, characteristics);

    public ImmutableArray<GattCharacteristic> Characteristics { get; }

    /// <returns>Null when the peripheral's first message makes no link.</returns>
    public static SocketLink? Make(MessageSocket socket, Message first) =>
        first.Kind == MessageKind.Linked && CharacteristicTable.Decode(first.Data.Span) is { } characteristics ? new(socket, characteristics) : null;

    /// <summary>Reads until the link ends; the calling thread belongs to the link.</summary>
    public void Serve()
    {
        var reason = "the socket was closed";
        while (_socket.Read() is { } message)
        {
            if (message.Kind == MessageKind.Answer)
                TakeAnswer(message);
            else if (message.Kind == MessageKind.Notification)
                TakeNotification(message);
            else
            {
                reason = message.Kind == MessageKind.Lost ? Encoding.UTF8.GetString(message.Data.Span) : "the peripheral talks nonsense";
                break;
            }
        }
        Lose(reason, tell: true);
    }

    public void ObserveLoss(Action<string> lost) => _loss.Observe(lost);

    public Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, CancellationToken cancellation) =>
        RequestAsync(MessageKind.Read, characteristic, default);

    public Task WriteAsync(GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation)
    {
        if (mode == WriteMode.WithResponse)
            return RequestAsync(MessageKind.Write, characteristic, value);
        return _socket.Send(new(MessageKind.Write, 0, IndexOf(characteristic)) { Data = value })
            ? Task.CompletedTask
            : Task.FromException(GattException.Lost("the socket was closed"));
    }

    public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation)
    {
        lock (_gate)
            _subscribed[IndexOf(characteristic)] = received;
        return RequestAsync(MessageKind.Subscribe, characteristic, default);
    }

    public ValueTask DisposeAsync()
    {
        Lose("closed", tell: false);
        return ValueTask.CompletedTask;
    }

    private Task<ReadOnlyMemory<byte>> RequestAsync(MessageKind kind, GattCharacteristic characteristic, ReadOnlyMemory<byte> value)
    {
        var pending = new TaskCompletionSource<ReadOnlyMemory<byte>>();
        uint id;
        lock (_gate)
        {
            if (_loss.Reason is { } reason)
                return Task.FromException<ReadOnlyMemory<byte>>(GattException.Lost(Phrase.Verbatim(reason)));
            if (_pending is not null)
                return Task.FromException<ReadOnlyMemory<byte>>(new GattException(GattFailure.Refused, "a request is unanswered: one at a time"));
            _pending = pending;
            // 0 marks a write without response.
            id = _lastId = _lastId == uint.MaxValue ? 1 : _lastId + 1;
        }
        if (!_socket.Send(new(kind, id, IndexOf(characteristic)) { Data = value }))
            Lose("the socket was closed", tell: true);
        return pending.Task;
    }

    private byte IndexOf(GattCharacteristic characteristic) =>
        Characteristics.IndexOf(characteristic) is >= 0 and var index
            ? (byte)index
            : throw new ArgumentException("The characteristic is none of this link's.", nameof(characteristic));

    private void TakeAnswer(Message message)
    {
        TaskCompletionSource<ReadOnlyMemory<byte>>? pending;
        lock (_gate)
        {
            if (message.Id != _lastId)
                return;
            (pending, _pending) = (_pending, null);
        }
        if (message.Code == 0)
            pending?.TrySetResult(message.Data);
        else
            pending?.TrySetException(new GattException(GattFailure.Refused, Phrase.Verbatim(Encoding.UTF8.GetString(message.Data.Span))) { AttCode = message.Characteristic });
    }

    private void TakeNotification(Message message)
    {
        Action<ReadOnlyMemory<byte>>? received;
        lock (_gate)
            received = _loss.Reason is null ? _subscribed.GetValueOrDefault(message.Characteristic) : null;
        received?.Invoke(message.Data);
    }

    private void Lose(string reason, bool tell)
    {
        TaskCompletionSource<ReadOnlyMemory<byte>>? pending;
        if (!_loss.TryLose(reason, out var observer))
            return;
        lock (_gate)
            (pending, _pending) = (_pending, null);
        _socket.Dispose();
        if (tell)
            observer?.Invoke(reason);
        pending?.TrySetException(GattException.Lost(Phrase.Verbatim(reason)));
    }
}
