using System.Text;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Sockets;

/// <summary>The peripheral's end of one socket: passes a central's messages on to a link, and what the device says back.</summary>
internal sealed class CentralConnection(MessageSocket socket, IRadio radio, string address, Func<SocketDevice> look) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private IGattLink? _link;
    private bool _asked;

    /// <summary>Serves until the central is gone; the calling thread belongs to the connection.</summary>
    public void Serve()
    {
        while (socket.Read() is { } message)
        {
            if (message.Kind == MessageKind.Look)
                socket.Send(new(MessageKind.Advertisement) { Data = look().Encode() });
            else if (message.Kind == MessageKind.Connect && !_asked)
                _ = LinkAsync();
            else if (Link() is not { } link || !Pass(link, message))
                break;
        }
        End();
    }

    /// <summary>Ends the connection from outside; its thread then ends too.</summary>
    public void Dispose() => socket.Dispose();

    private async Task LinkAsync()
    {
        _asked = true;
        try
        {
            var link = await radio.ConnectAsync(address, _ended.Token).ConfigureAwait(false);
            if (!Take(link))
            {
                await link.DisposeAsync().ConfigureAwait(false);
                return;
            }
            socket.Send(new(MessageKind.Linked) { Data = CharacteristicTable.Encode(link.Characteristics) });
            link.ObserveLoss(Lost);
        }
        catch (Exception exception) when (exception is OperationCanceledException or GattException)
        {
            Lost(exception.Message);
        }
    }

    /// <returns>False when the central talks nonsense.</returns>
    private bool Pass(IGattLink link, Message message)
    {
        if (message.Characteristic >= link.Characteristics.Length)
            return false;
        var characteristic = link.Characteristics[message.Characteristic];
        var mode = message.Id == 0 ? WriteMode.WithoutResponse : WriteMode.WithResponse;
        if (mode == WriteMode.WithoutResponse && message.Kind != MessageKind.Write)
            return false;
        Task? done = message.Kind switch
        {
            MessageKind.Read => link.ReadAsync(characteristic, CancellationToken.None),
            MessageKind.Write => link.WriteAsync(characteristic, message.Data, mode, CancellationToken.None),
            MessageKind.Subscribe => link.SubscribeAsync(characteristic, value => Notify(message.Characteristic, value), CancellationToken.None),
            _ => null,
        };
        if (done is not null)
            _ = AnswerAsync(message.Id, done);
        return done is not null;
    }

    private async Task AnswerAsync(uint id, Task done)
    {
        Message answer;
        try
        {
            await done.ConfigureAwait(false);
            answer = new(MessageKind.Answer, id) { Data = done is Task<ReadOnlyMemory<byte>> read ? await read.ConfigureAwait(false) : default };
        }
        catch (GattException exception) when (exception.Failure == GattFailure.Refused)
        {
            answer = new(MessageKind.Answer, id, exception.AttCode ?? 0, 1) { Data = Encoding.UTF8.GetBytes(exception.Message) };
        }
        catch (GattException)
        {
            // The link is lost, which is told once and for all.
            return;
        }
        if (id != 0)
            socket.Send(answer);
    }

    private void Notify(byte characteristic, ReadOnlyMemory<byte> value) =>
        socket.Send(new(MessageKind.Notification, 0, characteristic) { Data = value });

    private void Lost(string reason)
    {
        socket.Send(new(MessageKind.Lost) { Data = Encoding.UTF8.GetBytes(reason) });
        socket.Dispose();
    }

    private bool Take(IGattLink link)
    {
        lock (_gate)
        {
            if (_ended.IsCancellationRequested)
                return false;
            _link = link;
            return true;
        }
    }

    private IGattLink? Link()
    {
        lock (_gate)
            return _link;
    }

    private void End()
    {
        IGattLink? link;
        lock (_gate)
        {
            _ended.Cancel();
            link = _link;
        }
        socket.Dispose();
        if (link is not null)
            _ = CloseAsync(link);
    }

    private static async Task CloseAsync(IGattLink link) => await link.DisposeAsync().ConfigureAwait(false);
}
