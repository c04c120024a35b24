using System.Globalization;
using System.Text.Json.Nodes;
using MassagerControl.Chaos.Generation;

namespace MassagerControl.Chaos.Odd;

/// <summary>Draws an odd device, its profile, and the moment in which it must be stopped. Each can be stopped by what its profile says.</summary>
internal sealed class OddCaseDraw
{
    // So that no odd session has the chance of an ordinary one.
    private const int Apart = 7_368_787;

    private static readonly string[] Fates = ["ignore", "refuse", "drop", "silent"];

    private readonly Dice _dice;
    private readonly JsonArray _conditions = [];
    private readonly JsonArray _connect = [];
    private readonly JsonObject _operations = [];
    private readonly string _level;
    private readonly string _off;
    private readonly bool _two;
    private readonly bool _tells;
    private readonly bool _answers;
    private readonly bool _commands;

    private OddCaseDraw(int seed, int number)
    {
        _dice = new Dice(unchecked(seed + Apart), number);
        _level = Byte(0x10, 0x4F);
        _off = Byte(0x50, 0x8F);
        _two = _dice.OneIn(4);
        _commands = !_two && _dice.OneIn(6);
        _tells = !_two && (_commands || _dice.OneIn(2));
        _answers = _tells && !_dice.OneIn(3);
    }

    public static OddCase Make(int seed, int number) => new OddCaseDraw(seed, number).Draw(seed, number);

    private OddCase Draw(int seed, int number)
    {
        if (_tells)
            _connect.Add(new JsonObject { ["subscribe"] = "status" });
        Greet();
        var gap = _dice.OneIn(3) ? _dice.Pick(0.05, 0.2, 0.3, 0.5) : (double?)null;
        if (gap is { } seconds)
            _conditions.Add(new JsonObject { ["kind"] = "needsGap", ["seconds"] = seconds });
        Trouble();
        return new(seed, number, Script(), Profile(gap), _dice.Seconds(1, 45), _dice.OneIn(3));
    }

    /// <summary>What must come first on each link; half of all devices want nothing.</summary>
    private void Greet()
    {
        var condition = new JsonObject { ["kind"] = "needsFirst", ["otherwise"] = _dice.Pick<string>(Fates) };
        switch (_dice.Whole(0, 5))
        {
            case 0 or 1:
                var unlock = $"90 {Byte(0, 255)} {Byte(0, 255)}";
                condition["first"] = "write";
                condition["begins"] = unlock;
                _operations["unlock"] = Operation("withResponse", unlock);
                _connect.Add(new JsonObject { ["send"] = "unlock" });
                break;
            case 2 when _tells:
                condition["first"] = "subscribe";
                break;
            case 3:
                condition["first"] = "bond";
                _connect.Insert(0, new JsonObject { ["bond"] = true });
                break;
            default:
                return;
        }
        _conditions.Add(condition);
    }

    private void Trouble()
    {
        switch (_dice.Whole(0, 9))
        {
            case 0:
                _conditions.Add(new JsonObject { ["kind"] = "endsLink", ["seconds"] = _dice.Seconds(1, 40), ["links"] = 1 });
                break;
            case 1 or 2:
                _conditions.Add(new JsonObject { ["kind"] = "hangsLink", ["seconds"] = _dice.Seconds(1, 40), ["links"] = 1 });
                break;
            case 3 when _tells:
                _conditions.Add(new JsonObject { ["kind"] = "speaksLate", ["seconds"] = _dice.Pick(0.1, 0.4, 0.8) });
                break;
            case 4:
                _conditions.Add(new JsonObject { ["kind"] = "switchesOff", ["begins"] = _two ? "60" : _off, ["when"] = _dice.Pick("before", "after"), ["from"] = _dice.Whole(2, 4) });
                break;
            // One that ignores a stop and says nothing is found out by nobody.
            case 5 when _tells:
                _conditions.Add(new JsonObject { ["kind"] = "ignoresWrites", ["begins"] = _off, ["times"] = _dice.Whole(1, 6) });
                break;
            case 6:
                _conditions.Add(new JsonObject { ["kind"] = "mostLinks", ["most"] = _dice.Whole(4, 6) });
                break;
            case 7:
                _conditions.Add(new JsonObject { ["kind"] = "endsLink", ["seconds"] = _dice.Seconds(6, 20) });
                break;
        }
    }

    private JsonObject Script()
    {
        var characteristics = new JsonObject { ["control"] = Characteristic("fff1", _commands ? ["write", "writeWithoutResponse"] : ["write"]) };
        var rules = new JsonArray();
        if (_tells)
            characteristics["status"] = Characteristic("fff2", ["notify"]);
        if (_two)
            foreach (var (motor, byte1) in new[] { ("head", "60"), ("foot", "61") })
                rules.Add(Rule(byte1, new JsonObject { ["byte"] = 1 }, motor));
        else
        {
            rules.Add(Rule(_level, new JsonObject { ["byte"] = 1 }, null));
            rules.Add(Rule(_off, 0, null));
        }
        if (_answers)
            rules.Add(Rule("9F", null, null));
        var device = new JsonObject { ["name"] = "Odd", ["characteristics"] = characteristics, ["rules"] = rules };
        if (_two)
            device["motors"] = new JsonArray("head", "foot");
        return new() { ["device"] = device, ["conditions"] = _conditions.DeepClone() };
    }

    private JsonObject Rule(string begins, JsonNode? level, string? motor)
    {
        var rule = new JsonObject { ["on"] = "control", ["begins"] = begins };
        if (level is not null)
            rule["level"] = level;
        if (motor is not null)
            rule["motor"] = motor;
        if (_tells)
            rule["says"] = new JsonObject { ["on"] = "status", ["bytes"] = "A5 {level}" };
        return rule;
    }

    private JsonObject Profile(double? gap)
    {
        var mode = _commands ? "withoutResponse" : "withResponse";
        var level = new JsonObject { ["field"] = "level", ["as"] = "u8" };
        if (_two)
        {
            _operations["setLevel"] = Chained(Operation(mode, "60", level), "head", "setFoot");
            _operations["setFoot"] = Chained(Operation(mode, "61", level.DeepClone()), "foot", null);
            _operations["stop"] = Chained(Operation(mode, "60 00"), "head", "stopFoot");
            _operations["stopFoot"] = Chained(Operation(mode, "61 00"), "foot", null);
        }
        else
        {
            _operations["setLevel"] = Operation(mode, _level, level);
            _operations["stop"] = Operation(mode, _off);
        }
        if (_answers)
        {
            _operations["requestStatus"] = Operation("withResponse", "9F");
            _operations["requestStatus"]!["answeredBy"] = "status";
        }
        var profile = Head();
        profile["operations"] = _operations;
        profile["connect"] = _connect;
        if (_two)
            profile["channels"] = new JsonArray("head", "foot");
        if (gap is { } seconds)
            profile["minimumGap"] = seconds;
        return profile;
    }

    private JsonObject Head()
    {
        var endpoints = new JsonObject { ["control"] = Endpoint("fff1", _commands ? ["write", "writeWithoutResponse"] : ["write"]) };
        var notifications = new JsonObject();
        if (_tells)
        {
            endpoints["status"] = Endpoint("fff2", ["notify"]);
            notifications["status"] = new JsonObject { ["endpoint"] = "status", ["frame"] = new JsonArray("A5", new JsonObject { ["field"] = "level", ["as"] = "u8" }) };
        }
        return new()
        {
            ["format"] = 1,
            ["id"] = "odd",
            ["name"] = "Odd",
            ["kind"] = "gun",
            ["provenance"] = new JsonObject
            {
                ["sources"] = new JsonArray(new JsonObject { ["title"] = "made up for tests", ["licence"] = "MIT" }),
                ["confidence"] = "virtual",
                ["verifiedOnHardware"] = false,
                ["unknown"] = new JsonArray(),
            },
            ["safety"] = new JsonObject { ["onDisconnect"] = "unknown" },
            ["match"] = new JsonObject { ["names"] = new JsonArray("Odd") },
            ["levels"] = new JsonObject { ["count"] = 5, ["lowest"] = 1, ["highest"] = 5 },
            ["endpoints"] = endpoints,
            ["notifications"] = notifications,
        };
    }

    private static JsonObject Chained(JsonObject operation, string channel, string? then)
    {
        operation["channel"] = channel;
        if (then is not null)
            operation["then"] = then;
        return operation;
    }

    private static JsonObject Operation(string mode, params JsonNode?[] frame) =>
        new() { ["endpoint"] = "control", ["mode"] = mode, ["frame"] = new JsonArray(frame) };

    private static JsonObject Characteristic(string uuid, string[] properties) =>
        new() { ["service"] = "fff0", ["uuid"] = uuid, ["properties"] = Names(properties) };

    private static JsonObject Endpoint(string uuid, string[] properties) =>
        new() { ["service"] = "fff0", ["characteristic"] = uuid, ["properties"] = Names(properties) };

    private static JsonArray Names(string[] names) => [.. names.Select(name => JsonValue.Create(name))];

    private string Byte(int least, int most) => _dice.Whole(least, most).ToString("X2", CultureInfo.InvariantCulture);
}
