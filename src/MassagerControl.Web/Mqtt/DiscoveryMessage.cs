using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Web.Mqtt;

/// <summary>What Home Assistant is told of a device: one message for all that there is of it.</summary>
/// <param name="commands">There are buttons beside STOP.</param>
/// <param name="details">What a limit's reason is in words stands in the state.</param>
internal sealed class DiscoveryMessage(BridgeTopics topics, bool commands, bool details, Language language)
{
    private static readonly string Version = typeof(DiscoveryMessage).Assembly.GetName().Version!.ToString(3);

    public string Of(BridgedDevice device)
    {
        var (node, state) = ($"{topics.Node}_{device.Key}", topics.StateOf(device.Key));
        return JsonText.Line(json => Write(json, node, device.Name, device.Profile, () =>
        {
            var part = new DiscoveredPart(json, node, device.Key, language);
            WriteSession(part, state);
            WriteDevice(part, state);
            part.Button(BridgeTopics.Stop, "STOP", topics.CommandOf(device.Key, BridgeTopics.Stop), "mdi:stop-circle");
            if (commands)
                WriteCommands(part, device.Key, state);
        }));
    }

    /// <summary>Of the service itself: STOP for every session.</summary>
    public string OfAll() => JsonText.Line(json => Write(json, topics.Node, "MassagerControl", null, () =>
    {
        var part = new DiscoveredPart(json, topics.Node, topics.Node, language);
        part.Sensor("sessions", "Sessions that run", topics.ServiceState, null, "measurement", null);
        part.Alarm("motor_may_run", "The motor may still run", topics.ServiceState);
        part.Button(BridgeTopics.Stop, "STOP all", topics.StopAll, "mdi:stop-circle");
    }));

    private void Write(Utf8JsonWriter json, string node, string name, string? model, Action components)
    {
        json.WriteStartObject();
        json.WriteStartObject("device");
        json.List("identifiers", [node], json.WriteStringValue);
        json.WriteString("name", name);
        if (model is not null)
            json.WriteString("model", model);
        if (node != topics.Node)
            json.WriteString("via_device", topics.Node);
        json.WriteEndObject();
        json.WriteStartObject("origin");
        json.WriteString("name", "MassagerControl");
        json.WriteString("sw_version", Version);
        json.WriteEndObject();
        json.WriteString("availability_topic", topics.Availability);
        json.WriteStartObject("components");
        components();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteSession(DiscoveredPart part, string state)
    {
        part.Choice("phase", "Phase", state, StateMessage.Phases);
        part.Sensor("level", "Level", state, null, "measurement", "%");
        part.Sensor("cap", "Highest level now", state, null, "measurement", "%", "cap_rule", details ? "cap_reason" : null);
        part.Sensor("rating", "Last rating", state, null, "measurement", null);
        part.Sensor("remaining", "Time left", state, "duration", null, "s");
    }

    private void WriteDevice(DiscoveredPart part, string state)
    {
        part.Sensor("battery", "Battery", state, "battery", "measurement", "%");
        part.Choice("link", "Link", state, StateMessage.Links);
        part.Alarm("motor_may_run", "The motor may still run", state);
        if (details)
            part.Sensor("place", "Place", state, null, null, null);
    }

    private void WriteCommands(DiscoveredPart part, string key, string state)
    {
        part.Button(BridgeTopics.Pause, "Pause", topics.CommandOf(key, BridgeTopics.Pause), "mdi:pause");
        part.Button(BridgeTopics.Lower, "Lower", topics.CommandOf(key, BridgeTopics.Lower), "mdi:minus");
        part.Sensor("pause_token", "Word of this pause", state, null, null, null);
        // Sends back the word of the pause that is shown: an older press has another one.
        part.Button(BridgeTopics.Resume, "Go on", topics.CommandOf(key, BridgeTopics.Resume), "mdi:play", $"{{{{ states('{part.EntityOf("sensor", "pause_token")}') }}}}");
    }

    /// <summary>Writes the components of one device.</summary>
    /// <param name="node">Begins every id.</param>
    /// <param name="key">Is in the ids that a person reads.</param>
    private sealed class DiscoveredPart(Utf8JsonWriter json, string node, string key, Language language)
    {
        /// <summary>What Home Assistant shall call it, where nothing else has that name.</summary>
        public string EntityOf(string platform, string part) => $"{platform}.{(key == node ? key : $"massager_{key}")}_{part}";

        /// <param name="kind">The device class; null for none.</param>
        /// <param name="attributes">Members of the state that are shown with it.</param>
        public void Sensor(string part, Phrase name, string state, string? kind, string? stateClass, string? unit, params string?[] attributes)
        {
            Begin("sensor", part, name, state);
            Optional("device_class", kind);
            Optional("state_class", stateClass);
            Optional("unit_of_measurement", unit);
            var shown = attributes.OfType<string>().ToArray();
            if (shown.Length > 0)
            {
                json.WriteString("json_attributes_topic", state);
                json.WriteString("json_attributes_template", $"{{{{ {{{string.Join(", ", shown.Select(member => $"'{member}': value_json.{member}"))}}} | tojson }}}}");
            }
            json.WriteEndObject();
        }

        public void Choice(string part, Phrase name, string state, IEnumerable<string> words)
        {
            Begin("sensor", part, name, state);
            json.WriteString("device_class", "enum");
            json.List("options", words, json.WriteStringValue);
            json.WriteEndObject();
        }

        public void Alarm(string part, Phrase name, string state)
        {
            Begin("binary_sensor", part, name, state);
            json.WriteString("device_class", "problem");
            json.WriteEndObject();
        }

        /// <param name="template">Makes what is sent; null sends a word.</param>
        public void Button(string word, Phrase name, string topic, string icon, string? template = null)
        {
            Begin("button", word, name, null);
            json.WriteString("command_topic", topic);
            if (template is null)
                json.WriteString("payload_press", word.ToUpperInvariant());
            else
                json.WriteString("command_template", template);
            // Never kept by the broker: what is kept comes again.
            json.WriteBoolean("retain", false);
            json.WriteNumber("qos", 1);
            json.WriteString("icon", icon);
            json.WriteEndObject();
        }

        private void Begin(string platform, string part, Phrase name, string? state)
        {
            json.WriteStartObject(part);
            json.WriteString("platform", platform);
            json.WriteString("unique_id", $"{node}_{part}");
            json.WriteString("default_entity_id", EntityOf(platform, part));
            json.WriteString("name", language.Say(name));
            if (state is null)
                return;
            json.WriteString("state_topic", state);
            json.WriteString("value_template", $"{{{{ value_json.{part} }}}}");
        }

        private void Optional(string name, string? value)
        {
            if (value is not null)
                json.WriteString(name, value);
        }
    }
}
