using System.Collections.Immutable;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Clinics;

/// <summary>The one long connection to the clinic: the state of this room goes up, STOP comes down. While it is lost nothing else happens.</summary>
internal sealed class ClinicLine : IAsyncDisposable
{
    private const int MostBytes = 256 * 1024;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    // A desk sees no more; what is made at each change is in the way of the next STOP.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    private readonly ClinicKey _key;
    private readonly ClinicLineEvents _events;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _some = new(0);
    private readonly CancellationTokenSource _end = new();
    private readonly Queue<string> _receipts = new();
    private readonly Task _running;
    private RoomState _state = RoomState.Idle;
    private long _stopped;

    public ClinicLine(ClinicKey key, ClinicLineEvents events, TimeProvider time)
    {
        (_key, _events, _time) = (key, events, time);
        _running = Task.Run(RunAsync);
    }

    /// <summary>From any thread; returns at once.</summary>
    public void Show(RoomState state)
    {
        lock (_gate)
        {
            if (_state == state)
                return;
            _state = state;
        }
        Wake();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _end.Dispose();
        _some.Dispose();
    }

    private void Wake()
    {
        if (!_end.IsCancellationRequested)
            _some.Release();
    }

    private async Task RunAsync()
    {
        var pause = FirstPause;
        while (!_end.IsCancellationRequested)
        {
            if (await OnceAsync().ConfigureAwait(false))
                pause = FirstPause;
            await RestAsync(pause).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <returns>True where it was connected.</returns>
    private async Task<bool> OnceAsync()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {_key.Token}");
        socket.Options.SetRequestHeader(ClinicCalls.VersionHeader, $"{ClinicCalls.Protocol}");
        // A network that was pulled out says nothing: it is noticed by its silence.
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(2);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(5);
        if (_key.Fingerprint is { } fingerprint)
            socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) => ClinicCalls.IsPinned(certificate, fingerprint);
        var connected = false;
        try
        {
            using (var late = new CancellationTokenSource(ClinicCalls.Longest, _time))
            using (var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _end.Token))
                await socket.ConnectAsync(Address(), either.Token).ConfigureAwait(false);
            connected = true;
            _events.Connected(true);
            await TalkAsync(socket).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or HttpRequestException or OperationCanceledException or IOException or InvalidOperationException)
        {
            // Not there, or not any more: tried again.
        }
        if (connected)
            _events.Connected(false);
        return connected;
    }

    private Uri Address() => new UriBuilder(new Uri(_key.Address, ClinicWire.Live)) { Scheme = _key.Address.Scheme == "https" ? "wss" : "ws" }.Uri;

    private async Task TalkAsync(ClientWebSocket socket)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        var sending = SendAllAsync(socket, over.Token);
        try
        {
            await ReceiveAllAsync(socket, over.Token).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(false);
        }
    }

    private async Task SendAllAsync(ClientWebSocket socket, CancellationToken over)
    {
        try
        {
            while (true)
            {
                foreach (var text in Next())
                    await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, over).ConfigureAwait(false);
                await Task.Delay(Between, _time, over).ConfigureAwait(false);
                await WaitAsync(Heartbeat, over).ConfigureAwait(false);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException or InvalidOperationException)
        {
            socket.Abort();
        }
    }

    private ImmutableArray<string> Next()
    {
        lock (_gate)
        {
            ImmutableArray<string> texts = [.. _receipts, ClinicWire.State(_state)];
            _receipts.Clear();
            return texts;
        }
    }

    private async Task ReceiveAllAsync(ClientWebSocket socket, CancellationToken over)
    {
        var buffer = new byte[4096];
        using var message = new MemoryStream();
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), over).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close || message.Length + received.Count > MostBytes)
                return;
            message.Write(buffer, 0, received.Count);
            if (!received.EndOfMessage)
                continue;
            Take(message.ToArray());
            message.SetLength(0);
        }
    }

    private void Take(byte[] text)
    {
        try
        {
            var message = JsonElement.Parse(text);
            switch (message.GetProperty("type").GetString())
            {
                case "stop":
                    Stop(message);
                    break;
                case "allowances" when ClinicWire.ReadAllowances(message) is { } allowed:
                    _events.Allowed(allowed);
                    break;
            }
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // A newer clinic may say what this room does not know.
        }
    }

    /// <summary>At once, on this thread. One that cannot be read whole stops all the same.</summary>
    private void Stop(JsonElement message)
    {
        var number = message.TryGetProperty("number", out var said) && said.ValueKind == JsonValueKind.Number && said.TryGetInt64(out var read) ? read : (long?)null;
        // Said again after a connection was lost: what has begun since is not meant.
        if (number is { } known && known <= _stopped)
            return;
        _events.Stop("the desk of the clinic");
        if (number is not { } taken)
            return;
        _stopped = taken;
        lock (_gate)
            _receipts.Enqueue(ClinicWire.Stopped(taken));
        Wake();
    }

    private Task RestAsync(TimeSpan pause) => Task.Delay(pause, _time, _end.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private async Task WaitAsync(TimeSpan longest, CancellationToken over)
    {
        using var late = new CancellationTokenSource(longest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, over);
        try
        {
            await _some.WaitAsync(either.Token).ConfigureAwait(false);
            while (_some.Wait(0, CancellationToken.None))
            {
                // Woken several times is woken once.
            }
        }
        catch (OperationCanceledException) when (!over.IsCancellationRequested)
        {
            // Nothing has changed: said again, so that the desk sees that this room lives.
        }
    }
}

/// <summary>What the connection brings; each must return soon and not throw.</summary>
/// <param name="Stop">Stops this room, with who asked.</param>
/// <param name="Allowed">What the desk allows this room while the clinic cannot be asked.</param>
/// <param name="Connected">Whether the connection is there.</param>
internal sealed record ClinicLineEvents(Action<Phrase> Stop, Action<ImmutableArray<ClinicAllowance>> Allowed, Action<bool> Connected);
