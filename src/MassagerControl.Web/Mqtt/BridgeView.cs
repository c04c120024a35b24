using System.Collections.Concurrent;

namespace MassagerControl.Web.Mqtt;

/// <summary>What a broker keeps of this service, and what of it is old by now.</summary>
/// <remarks>For one thread at a time, but for <see cref="Heard"/>.</remarks>
internal sealed class BridgeView(BridgedDevices devices, BridgeCommands commands, BridgeTopics topics, StateMessage states, DiscoveryMessage discovery)
{
    // Who writes there besides this service sends no more than it can clear away.
    private const int MostHeard = 100;

    private readonly Dictionary<string, string> _shown = [];
    private readonly ConcurrentDictionary<string, bool> _heard = new();
    private bool _refused;

    /// <summary>A new connection: what the broker keeps is not known.</summary>
    public void Forget()
    {
        _shown.Clear();
        _refused = false;
    }

    /// <returns>True for the first time that this connection is refused something.</returns>
    public bool IsRefusedFirst()
    {
        var first = !_refused;
        _refused = true;
        return first;
    }

    /// <summary>The broker keeps what was told of this device before; any thread.</summary>
    public void Heard(string key, string payload)
    {
        if (payload.Length > 0 && _heard.Count < MostHeard)
            _heard.TryAdd(key, true);
    }

    /// <summary>What the broker has to be told now, each topic once, empty for what it shall forget.</summary>
    public IEnumerable<(string Topic, string Payload)> News()
    {
        foreach (var topic in commands.TakeKept())
            yield return (topic, "");
        var now = devices.Read();
        commands.Know(now);
        var messages = Messages(now).ToDictionary(message => message.Topic, message => message.Payload);
        foreach (var (topic, payload) in messages)
            if (_shown.GetValueOrDefault(topic) != payload)
            {
                _shown[topic] = payload;
                yield return (topic, payload);
            }
        foreach (var topic in Gone(messages))
        {
            _shown.Remove(topic);
            yield return (topic, "");
        }
    }

    private IEnumerable<(string Topic, string Payload)> Messages(IReadOnlyCollection<BridgedDevice> now)
    {
        yield return (topics.DiscoveryOf(topics.Node), discovery.OfAll());
        yield return (topics.ServiceState, StateMessage.OfAll(now));
        foreach (var device in now)
        {
            yield return (topics.DiscoveryOf(device.Key), discovery.Of(device));
            yield return (topics.StateOf(device.Key), states.Of(device));
        }
    }

    /// <summary>Of devices that are not there any more, since this start or since one before.</summary>
    private string[] Gone(Dictionary<string, string> messages)
    {
        var heard = _heard.Keys.ToArray();
        foreach (var key in heard)
            _heard.TryRemove(key, out _);
        return [.. _shown.Keys.Concat(heard.SelectMany(key => new[] { topics.DiscoveryOf(key), topics.StateOf(key) })).Distinct().Where(topic => !messages.ContainsKey(topic))];
    }
}
