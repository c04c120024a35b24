using System.Collections.Concurrent;
using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Web.Sessions;

namespace MassagerControl.Web.Mqtt;

/// <summary>What comes from the broker: STOP always and at once, lowering where it is allowed, and nothing that starts or raises.</summary>
/// <remarks>
/// STOP is taken in whatever state it comes: kept by the broker, once more, with any payload, for a device that nobody knows (then it is for all). What else the broker keeps is
/// ignored, and what comes too fast.
/// </remarks>
/// <param name="allowed">Pausing, lowering and going on are.</param>
internal sealed class BridgeCommands(BridgeTopics topics, BridgeIdentity identity, ServedSessions sessions, PauseTokens tokens, bool allowed, BridgeNotes notes, TimeProvider time)
{
    private const string Source = "MQTT";

    /// <summary>Within a second, for all devices together; STOP has no such number.</summary>
    public const int MostCommands = 20;

    private readonly Seldom _commands = new(MostCommands, TimeSpan.FromSeconds(1), time);

    // A session that stops already tries by itself, again and again.
    private readonly Seldom _repeated = new(4, TimeSpan.FromSeconds(1), time);
    private readonly ConcurrentDictionary<string, bool> _kept = new();
    private ImmutableHashSet<string> _known = [];

    /// <summary>The keys of the devices that there are.</summary>
    public void Know(IEnumerable<BridgedDevice> devices) => Volatile.Write(ref _known, [.. devices.Select(device => device.Key)]);

    /// <returns>The topics on which the broker may keep a STOP that was obeyed, each once.</returns>
    public ImmutableArray<string> TakeKept()
    {
        ImmutableArray<string> kept = [.. _kept.Keys];
        foreach (var topic in kept)
            _kept.TryRemove(topic, out _);
        return kept;
    }

    /// <summary>Takes one message; any thread.</summary>
    public void Take(BrokerMessage message)
    {
        if (message.Topic == topics.StopAll)
            Stop(message, null);
        else if (message.Topic.StartsWith(topics.Root + "/", StringComparison.Ordinal) && message.Topic[(topics.Root.Length + 1)..].Split('/') is [var key, var word])
            Take(message, key, word);
    }

    private void Take(BrokerMessage message, string key, string word)
    {
        if (word == BridgeTopics.Stop)
            Stop(message, key);
        else if (!allowed)
            notes.Ignored("it was not asked for (--mqtt-commands)");
        else if (message.Retained)
            notes.Ignored("it is one that the broker keeps, of whatever age");
        else if (!_commands.MayPass())
            notes.Ignored("too many come at once");
        else
            Hand(key, word, message.Payload);
    }

    private void Stop(BrokerMessage message, string? key)
    {
        var running = Running(key is null || !IsKnown(key) ? null : key);
        var ending = !running.IsEmpty && running.All(session => session.Snapshot.Session.IsEnding);
        if (!ending || _repeated.MayPass())
        {
            Phrase cause = message.Retained ? "MQTT, from a message that the broker was asked to keep" : Source;
            foreach (var session in running)
                sessions.Stop(session.Id, cause);
            notes.Stopped(cause, running.Length);
        }
        // It would come again with each new connection.
        if (message is { Retained: true, Payload.Length: > 0 })
            _kept.TryAdd(message.Topic, true);
    }

    private void Hand(string key, string word, string payload)
    {
        foreach (var session in Running(key))
            if (word == BridgeTopics.Pause)
                session.Run.Post(new PauseInput(Source));
            else if (word == BridgeTopics.Lower)
                session.Run.Post(new CeilingDownInput(Source));
            else if (word == BridgeTopics.Resume && tokens.IsOf(session, payload))
                session.Run.Post(new ResumeInput(Source));
            else
                notes.Ignored("it means no pause of now");
    }

    private bool IsKnown(string key) => Volatile.Read(ref _known).Contains(key) || sessions.All.Any(session => KeyOf(session) == key);

    private ImmutableArray<ServedSession> Running(string? key) => [.. sessions.All.Where(session => !session.IsOver && (key is null || KeyOf(session) == key))];

    private string KeyOf(ServedSession session) => identity.KeyOf(session.Setup.Plan.Massager.Device);
}
