using System.Net.Sockets;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Sockets;

/// <summary>Reaches a virtual peripheral in another process over a Unix domain socket; its address is the socket's path.</summary>
/// <remarks>Each link has a reading thread of its own, so that an answer waits for no thread pool. Nothing here polls.</remarks>
public sealed class SocketRadio(string path) : IRadio
{
    /// <summary>Asks the peripheral what it is. Takes no link, so it works while another central has one.</summary>
    /// <remarks>Has no time limit of its own.</remarks>
    /// <exception cref="GattException">Nobody answers there.</exception>
    public async Task<SocketDevice> LookAsync(CancellationToken cancellation)
    {
        var answer = await AskAsync(MessageKind.Look, static (_, message) => message, cancellation).ConfigureAwait(false);
        return answer.Kind == MessageKind.Advertisement && SocketDevice.Decode(answer.Data.Span) is { } device
            ? device
            : throw new GattException(GattFailure.Unreachable, "what answers on the socket is no virtual peripheral");
    }

    public async Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation)
    {
        var device = await LookAsync(cancellation).ConfigureAwait(false);
        seen(device.Advertise(path));
        var cancelled = new TaskCompletionSource();
        using var registration = cancellation.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), cancelled);
        await cancelled.Task.ConfigureAwait(false);
    }

    public Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation) =>
        address != path
            ? Task.FromException<IGattLink>(new GattException(GattFailure.Unreachable, "this radio reaches another socket"))
            : AskAsync<IGattLink>(MessageKind.Connect, static (socket, message) => SocketLink.Make(socket, message), cancellation);

    /// <summary>Connects on a thread of its own, which reads the first answer and then serves the link, if that is what was made.</summary>
    private async Task<T> AskAsync<T>(MessageKind question, Func<MessageSocket, Message, T?> make, CancellationToken cancellation)
        where T : class
    {
        var made = new TaskCompletionSource<T>();
        var socket = new MessageSocket(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified));
        var thread = new Thread(() => Serve(socket, question, make, made)) { IsBackground = true, Name = "socket link" };
        thread.Start();
        using var registration = cancellation.UnsafeRegister((_, token) =>
        {
            if (made.TrySetCanceled(token))
                socket.Dispose();
        }, null);
        return await made.Task.ConfigureAwait(false);
    }

    private void Serve<T>(MessageSocket socket, MessageKind question, Func<MessageSocket, Message, T?> make, TaskCompletionSource<T> made)
        where T : class
    {
        using var closing = socket;
        if (!socket.Connect(path) || !socket.Send(new(question)) || socket.Read() is not { } answer || make(socket, answer) is not { } result)
            made.TrySetException(new GattException(GattFailure.Unreachable, "no virtual peripheral answers on the socket"));
        else if (made.TrySetResult(result))
            (result as SocketLink)?.Serve();
    }
}
