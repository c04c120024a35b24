using System.Text.Json;
using MassagerControl.Runtime.Texts;
using MassagerControl.Web.Mqtt;

namespace MassagerControl.Tests.Web.Mqtt;

/// <summary>What Home Assistant is told has the form that it documents for a device: one message, each component with its platform and an id of its own.</summary>
public sealed class DiscoveryTests
{
    private static readonly BridgeTopics Topics = new("0a1b2c3d");

    // Of every entity, and of each platform, as Home Assistant documents them.
    private static readonly string[] Common = ["platform", "unique_id", "default_entity_id", "name", "icon", "qos"];
    private static readonly Dictionary<string, string[]> Own = new()
    {
        ["sensor"] = ["state_topic", "value_template", "device_class", "state_class", "unit_of_measurement", "options", "json_attributes_topic", "json_attributes_template"],
        ["binary_sensor"] = ["state_topic", "value_template", "device_class"],
        ["button"] = ["command_topic", "command_template", "payload_press", "retain"],
    };

    // Each with the unit that it must have.
    private static readonly Dictionary<string, string?> Classes = new() { ["battery"] = "%", ["duration"] = "s", ["enum"] = null, ["problem"] = null };

    public static TheoryData<bool, bool> Ways => new() { { false, false }, { true, false }, { false, true }, { true, true } };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_device_is_one_message_with_device_origin_and_components(bool commands, bool details)
    {
        var message = Message(commands, details);

        Assert.Equal(["availability_topic", "components", "device", "origin"], Names(message).Order());
        Assert.NotEmpty(message.GetProperty("device").GetProperty("identifiers").EnumerateArray());
        Assert.Empty(Names(message.GetProperty("device")).Except(["identifiers", "name", "model", "via_device"]));
        Assert.Equal(["name", "sw_version"], Names(message.GetProperty("origin")).Order());
        Assert.Matches("^homeassistant/device/[a-zA-Z0-9_-]+/[a-zA-Z0-9_-]+/config$", Topics.DiscoveryOf("00ff"));
        foreach (var (_, part) in Components(message))
        {
            var platform = part.GetProperty("platform").GetString()!;
            Assert.Empty(Names(part).Except([.. Common, .. Own[platform]]));
            Assert.Matches($"^{platform}\\.[a-z0-9_]+$", part.GetProperty("default_entity_id").GetString());
            Assert.NotEmpty(part.GetProperty("name").GetString()!);
            Assert.True(part.TryGetProperty(platform == "button" ? "command_topic" : "state_topic", out _));
        }
        Assert.Distinct(Components(message).Select(part => part.Part.GetProperty("unique_id").GetString()));
        Assert.Distinct(Components(message).Select(part => part.Part.GetProperty("default_entity_id").GetString()));
    }

    /// <summary>Home Assistant refuses a sensor of a class with another unit, an enumeration with a unit or a state class, and a number that is measured without a unit is still one.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void A_sensor_has_what_its_class_asks_for_and_nothing_that_it_forbids(bool commands, bool details)
    {
        foreach (var (name, part) in Components(Message(commands, details)).Where(part => part.Part.TryGetProperty("device_class", out _)))
        {
            var kind = part.GetProperty("device_class").GetString()!;
            Assert.True(Classes.ContainsKey(kind), name);
            Assert.Equal(Classes[kind], part.TryGetProperty("unit_of_measurement", out var unit) ? unit.GetString() : null);
            Assert.Equal(kind == "enum", part.TryGetProperty("options", out var options) && options.GetArrayLength() > 1);
            Assert.False(kind == "enum" && part.TryGetProperty("state_class", out _), name);
        }
    }

    /// <summary>A number or a switch would be something to raise with.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void Nothing_can_be_set_there_and_nothing_that_is_pressed_is_kept(bool commands, bool details)
    {
        var parts = Components(Message(commands, details)).ToArray();
        var buttons = parts.Where(part => part.Part.GetProperty("platform").GetString() == "button").ToArray();

        Assert.Equal(commands ? ["lower", "pause", "resume", "stop"] : ["stop"], buttons.Select(button => button.Name).Order());
        Assert.All(parts.Except(buttons), part => Assert.False(part.Part.TryGetProperty("command_topic", out _)));
        Assert.All(buttons, button => Assert.False(button.Part.GetProperty("retain").GetBoolean()));
        Assert.All(buttons, button => Assert.Equal(1, button.Part.GetProperty("qos").GetInt32()));
    }

    [Fact]
    public void Every_value_that_is_named_stands_in_the_state()
    {
        var (tokens, language) = (new PauseTokens(), Language.English);
        var device = Device();
        var state = JsonElement.Parse(new StateMessage(tokens, commands: true, details: true, language).Of(device));
        foreach (var (name, part) in Components(Message(commands: true, details: true)).Where(part => part.Part.TryGetProperty("value_template", out _)))
        {
            Assert.Equal($"{{{{ value_json.{name} }}}}", part.GetProperty("value_template").GetString());
            Assert.True(state.TryGetProperty(name, out _), name);
        }
        Assert.Equal("none", state.GetProperty("phase").GetString());
        Assert.Equal("ON", state.GetProperty("motor_may_run").GetString());
        Assert.Equal(41, state.GetProperty("battery").GetInt32());
        Assert.Equal("""{"sessions":0,"motor_may_run":"ON"}""", StateMessage.OfAll([device]));
    }

    [Fact]
    public void The_names_are_those_of_the_persons_language()
    {
        var german = JsonElement.Parse(new DiscoveryMessage(Topics, commands: true, details: true, Language.Find("de")!).Of(Device()));

        Assert.Equal("Letzte Angabe", german.GetProperty("components").GetProperty("rating").GetProperty("name").GetString());
        Assert.Equal("STOP", german.GetProperty("components").GetProperty("stop").GetProperty("name").GetString());
        Assert.Equal("STOP für alle", JsonElement.Parse(new DiscoveryMessage(Topics, commands: false, details: false, Language.Find("de")!).OfAll())
            .GetProperty("components").GetProperty("stop").GetProperty("name").GetString());
    }

    private static BridgedDevice Device() => new("00ff", "A gun", "sim-percussion-gun", 41, LeftRunning: true, []);

    private static JsonElement Message(bool commands, bool details) => JsonElement.Parse(new DiscoveryMessage(Topics, commands, details, Language.English).Of(Device()));

    private static IEnumerable<(string Name, JsonElement Part)> Components(JsonElement message) => message.GetProperty("components").EnumerateObject().Select(part => (part.Name, part.Value));

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(member => member.Name);
}
