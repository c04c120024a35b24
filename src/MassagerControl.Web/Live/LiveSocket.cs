using System.Net.WebSockets;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Texts;
using MassagerControl.Web.Remotes;

namespace MassagerControl.Web.Live;

/// <summary>The socket of one page: brings it every state, takes its presses, and knows whether it is awake.</summary>
/// <remarks>Presses are read in one loop and everything is sent in another, so that a page that takes nothing can still stop.</remarks>
internal sealed class LiveSocket : IDisposable
{
    /// <summary>In bytes; far more than any press needs.</summary>
    public const int MostBytes = 4096;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly WebSocket _socket;
    private readonly LiveParts _parts;
    private readonly Language _language;
    private readonly Outbox _outbox;
    private readonly CancellationTokenSource _ended;
    private volatile bool _answersBeats;
    private volatile bool _leaving;
    private long _beaten;

    public LiveSocket(WebSocket socket, Remote remote, Language language, LiveParts parts, CancellationToken cancellation)
    {
        (_socket, Remote, _language, _parts) = (socket, remote, language, parts);
        _outbox = new(parts.Time);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    public Remote Remote { get; }

    /// <returns>Completes when the page is gone or was told to go; never fails.</returns>
    public async Task RunAsync()
    {
        using var timer = _parts.Time.CreateTimer(_ => Tick(), null, TimeSpan.Zero, Look);
        var sending = SendAllAsync();
        try
        {
            await ReceiveAllAsync().ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            // A page that is closed without a word, or whose network is gone.
        }
        await _ended.CancelAsync().ConfigureAwait(false);
        await sending.ConfigureAwait(false);
    }

    /// <summary>The state may be another one now.</summary>
    public void StateChanged() => _outbox.StateChanged();

    public void Send(string message)
    {
        if (_outbox.Add(message))
            return;
        _parts.Telemetry.Meters.WatcherDropped();
        _ended.Cancel();
    }

    /// <summary>Shows the last state, says why, and closes.</summary>
    public void Leave(string reason)
    {
        Send(_parts.State.Of(Remote, _language, "state"));
        Send(JsonText.Line(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "bye");
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }));
        _leaving = true;
        _outbox.StateChanged();
    }

    public void Dispose()
    {
        _outbox.Dispose();
        _ended.Dispose();
    }

    private void Tick()
    {
        _outbox.StateChanged();
        // Who answers beats is awake while it does; of others the network says whether they are there.
        if (!_answersBeats)
            _parts.Presence.Heard(Remote.Id);
        if (_parts.Time.GetElapsedTime(_beaten) < Beat)
            return;
        _beaten = _parts.Time.GetTimestamp();
        Send("""{"type":"beat"}""");
    }

    private async Task ReceiveAllAsync()
    {
        var buffer = new byte[MostBytes];
        while (await ReceiveAsync(buffer).ConfigureAwait(false) is { } count)
            Take(buffer.AsMemory(0, count));
    }

    /// <returns>Null at the end, and for a message that is too large.</returns>
    private async Task<int?> ReceiveAsync(byte[] buffer)
    {
        var count = 0;
        while (count < buffer.Length)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(count), _ended.Token).ConfigureAwait(false);
            if (part.MessageType != WebSocketMessageType.Text)
                return null;
            count += part.Count;
            if (part.EndOfMessage)
                return count;
        }
        return null;
    }

    private void Take(ReadOnlyMemory<byte> json)
    {
        if (_leaving)
            return;
        var (message, reasons) = PageMessage.Read(json);
        _parts.Presence.Heard(Remote.Id);
        switch (message)
        {
            case BeatMessage:
                _answersBeats = true;
                break;
            case StopMessage stop:
                var stopped = _parts.Inputs.Stop(stop.Session, stop.Test);
                Reply(stop.Id, true, _language.Say(stop.Test ? "STOP reaches the host" : Phrase.Of($"STOP for {stopped.Count}")));
                break;
            case InputMessage input:
                _ = PostAsync(input);
                break;
            default:
                Reply(null, false, string.Join("; ", reasons));
                break;
        }
    }

    private async Task PostAsync(InputMessage message)
    {
        var reply = await _parts.Inputs.PostAsync(message.Session, message.Input, Remote).ConfigureAwait(false);
        Reply(message.Id, reply is { Accepted: true }, _language.Say(reply?.Reason ?? "there is no such session"));
    }

    private void Reply(int? id, bool accepted, string reason) => Send(JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "reply");
        if (id is { } number)
            json.WriteNumber("id", number);
        else
            json.WriteNull("id");
        json.WriteBoolean("accepted", accepted);
        json.WriteString("reason", reason);
        json.WriteEndObject();
    }));

    private async Task SendAllAsync()
    {
        var shown = "";
        try
        {
            while (true)
            {
                var message = await _outbox.NextAsync(_ended.Token).ConfigureAwait(false);
                if (message is null && _leaving)
                    break;
                var text = message ?? _parts.State.Of(Remote, _language, "state");
                if (message is null && text == shown)
                    continue;
                shown = message is null ? text : shown;
                await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, _ended.Token).ConfigureAwait(false);
            }
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _ended.Token).ConfigureAwait(false);
            // Ended by the page's own close; cut off at once it might not have read why.
            await Task.Delay(LongestFarewell, _parts.Time, _ended.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException or InvalidOperationException)
        {
            // The page is gone; its other loop ends with it.
        }
        await _ended.CancelAsync().ConfigureAwait(false);
    }
}
