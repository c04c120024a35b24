using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace MassagerControl.Tests.Web;

/// <summary>The socket of a page: reads everything, and answers each beat while it is awake.</summary>
internal sealed class ServedSocket : IDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly Channel<JsonElement> _messages = Channel.CreateUnbounded<JsonElement>();
    private readonly SemaphoreSlim _sending = new(1);
    private volatile bool _awake;
    private JsonElement? _state;

    public ServedSocket(ClientWebSocket socket, bool awake)
    {
        (_socket, _awake) = (socket, awake);
        _ = ReadAllAsync();
    }

    public string? Subprotocol => _socket.SubProtocol;

    /// <summary>From now on no beat is answered, as by a page whose phone is frozen.</summary>
    public void Freeze() => _awake = false;

    public async Task SendAsync(string json)
    {
        await _sending.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <returns>The next message that fits.</returns>
    public async Task<JsonElement> NextAsync(Func<JsonElement, bool> fits)
    {
        await foreach (var message in _messages.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            if (Is(message, "state"))
                _state = message;
            if (fits(message))
                return message;
        }
        throw new InvalidOperationException("the socket was closed before");
    }

    public Task<JsonElement> NextAsync(string type) => NextAsync(message => Is(message, type));

    /// <returns>The first state in which a session is as wanted: the last that was read, or one that is still to come.</returns>
    public async Task<JsonElement> SessionAsync(int number, Func<JsonElement, bool> fits)
    {
        while (Shown(number) is not { } session || !fits(session))
            await NextAsync("state");
        return Shown(number)!.Value;
    }

    /// <returns>Completes when the service has closed it.</returns>
    public async Task ClosedAsync()
    {
        await foreach (var _ in _messages.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
        }
    }

    public void Dispose()
    {
        _socket.Abort();
        _socket.Dispose();
        _sending.Dispose();
    }

    private JsonElement? Shown(int number) => _state is not { } state ? null : state.GetProperty("sessions").EnumerateArray()
        .Where(session => session.GetProperty("id").GetInt32() == number).Cast<JsonElement?>().FirstOrDefault();

    private static bool Is(JsonElement message, string type) => message.GetProperty("type").GetString() == type;

    private async Task ReadAllAsync()
    {
        try
        {
            while (await ReadAsync() is { } message)
            {
                if (_awake && Is(message, "beat"))
                    await SendAsync("""{"type":"beat"}""");
                _messages.Writer.TryWrite(message);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The end of the test, or of the service.
        }
        finally
        {
            _messages.Writer.TryComplete();
        }
    }

    private async Task<JsonElement?> ReadAsync()
    {
        var (buffer, text) = (new byte[16 * 1024], new MemoryStream());
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonElement.Parse(text.ToArray());
        }
    }
}
