using System.Collections.Immutable;
using System.Net.WebSockets;
using System.Text.Json;
using MassagerControl.Core.Sessions;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.Texts;
using MassagerControl.Web.Remotes;
using MassagerControl.Web.Sessions;

namespace MassagerControl.Web.Live;

/// <summary>All open sockets: brings changes and events to each, and closes those of a remote that is forgotten.</summary>
internal sealed class LiveSockets : IDisposable
{
    private const string NotPaired = "this phone is not paired any more";

    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private readonly LiveParts _parts;
    private readonly RemoteRegistry _remotes;
    private readonly CancellationTokenSource _closing = new();
    private ImmutableArray<LiveSocket> _open = [];

    public LiveSockets(LiveParts parts, ServedSessions sessions, RemoteRegistry remotes)
    {
        _parts = parts;
        sessions.Changed += () => Each(socket => socket.StateChanged());
        sessions.Told += Tell;
        _remotes = remotes;
        remotes.Replaced += LeaveAll;
        remotes.Revoked += remote =>
        {
            sessions.Forget(remote.Id);
            LeaveAll(remote);
        };
    }

    /// <returns>Completes when the page is gone; never fails.</returns>
    public async Task RunAsync(WebSocket socket, Remote remote, Language language)
    {
        using var live = new LiveSocket(socket, remote, language, _parts, _closing.Token);
        var running = live.RunAsync();
        lock (_gate)
            (_open, _) = (_open.Add(live), _running.Add(running));
        // Forgotten between its sign-in and the line above, when nobody knew of this socket yet.
        if (!_remotes.Knows(remote))
            live.Leave(NotPaired);
        _parts.Telemetry.Meters.SocketOpened();
        await running.ConfigureAwait(false);
        _parts.Telemetry.Meters.SocketClosed();
        lock (_gate)
            (_open, _) = (_open.Remove(live), _running.Remove(running));
    }

    /// <summary>Tells all pages why, and closes; none is waited for that does not listen.</summary>
    public async Task CloseAsync(string reason)
    {
        Each(socket => socket.Leave(reason));
        await Task.WhenAny(AllGoneAsync(), Task.Delay(LongestFarewell, _parts.Time)).ConfigureAwait(false);
        await _closing.CancelAsync().ConfigureAwait(false);
    }

    public bool IsOpen(string remote)
    {
        lock (_gate)
            return _open.Any(socket => socket.Remote.Id == remote);
    }

    public void Dispose() => _closing.Dispose();

    private Task AllGoneAsync()
    {
        lock (_gate)
            return Task.WhenAll(_running);
    }

    private void LeaveAll(Remote remote) => Each(socket =>
    {
        if (socket.Remote == remote)
            socket.Leave(NotPaired);
    });

    private void Tell(ServedSession session, SessionEvent told)
    {
        var message = JsonText.Line(json => Write(json, session, told));
        Each(socket => socket.Send(message));
    }

    private static void Write(Utf8JsonWriter json, ServedSession session, SessionEvent told)
    {
        json.WriteStartObject();
        json.WriteString("type", "event");
        json.WriteNumber("session", session.Id);
        json.WritePropertyName("event");
        json.WriteRawValue(EventLine.Of(told));
        json.WriteEndObject();
    }

    private void Each(Action<LiveSocket> act)
    {
        ImmutableArray<LiveSocket> open;
        lock (_gate)
            open = _open;
        foreach (var socket in open)
            act(socket);
    }
}
