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
    private OddTraits _traits;
    private string? _greeting;
    private bool _hindered;
    private bool _lapses;

    private OddCaseDraw(int seed, int number)
    {
        _dice = new Dice(unchecked(seed + Apart), number);
        var two = _dice.OneIn(4);
        var commands = !two && _dice.OneIn(6);
        var tells = !two && (commands || _dice.OneIn(2));
        _traits = new()
        {
            Level = Byte(0x10, 0x4F),
            Off = Byte(0x50, 0x8F),
            Two = two,
            Commands = commands,
            Tells = tells,
            Answers = tells && !_dice.OneIn(3),
            Elsewhere = tells && _dice.OneIn(5),
            Gap = _dice.OneIn(3) ? _dice.Pick(0.05, 0.2, 0.3, 0.5) : null,
            ByProperty = _dice.OneIn(6),
        };
    }

    public static OddCase Make(int seed, int number) => new OddCaseDraw(seed, number).Draw(seed, number);

    private OddCase Draw(int seed, int number)
    {
        if (_traits.Tells)
            _connect.Add(new JsonObject { ["subscribe"] = "status" });
        Greet();
        Pace();
        if (_traits.Elsewhere)
            Condition("speaksElsewhere", ("from", "fff2"), ("to", "fff3"));
        Twin();
        Idle();
        Trouble();
        _hindered |= _lapses;
        return new(seed, number, OddCaseScript.Of(_traits, _conditions), new OddCaseProfile(_traits, _connect, _greeting).Write(), _dice.Seconds(1, 45), _dice.OneIn(3)) { Hindered = _hindered };
    }

    /// <summary>What must come first on each link; some devices want nothing.</summary>
    private void Greet()
    {
        switch (_dice.Whole(0, 7))
        {
            case 0 or 1:
                _greeting = $"90 {Byte(0, 255)} {Byte(0, 255)}";
                _connect.Add(new JsonObject { ["send"] = "unlock" });
                First("write", ("begins", _greeting));
                break;
            case 2 when _traits.Tells:
                First("subscribe");
                break;
            case 3:
                _connect.Insert(0, new JsonObject { ["bond"] = true });
                First("bond");
                break;
            case 4 or 5:
                _traits = _traits with { Reads = true };
                _connect.Add(new JsonObject { ["read"] = "serial" });
                First("read", ("on", "fff4"));
                break;
        }
    }

    private void First(string what, params (string Name, JsonNode Value)[] more)
    {
        var fate = _dice.Pick<string>(Fates);
        // One that locks itself again, acknowledges and says nothing is found out by nobody.
        _lapses = what != "subscribe" && _dice.OneIn(4) && (_traits.Tells || fate != "ignore");
        Condition("needsFirst", [("first", what), ("otherwise", fate), .. more, .. _lapses ? [("lasts", _dice.Pick(2.0, 5.0, 12.0))] : Array.Empty<(string, JsonNode)>()]);
    }

    /// <summary>How long it must be left alone: between frames, and when a link is new.</summary>
    private void Pace()
    {
        if (_traits.Gap is { } gap)
            Condition("needsGap", ("seconds", gap), ("otherwise", _dice.OneIn(3) ? _dice.Pick("refuse", "drop", "silent") : "ignore"));
        if (!_dice.OneIn(8))
            return;
        var rest = _dice.Pick(0.2, 0.5, 1.0);
        _connect.Insert(0, new JsonObject { ["delay"] = rest });
        Condition("needsRest", ("seconds", rest), ("otherwise", _dice.Pick<string>(Fates)));
    }

    /// <summary>A second characteristic of one UUID that lacks something of what the real one offers.</summary>
    private void Twin()
    {
        if (!_dice.OneIn(5))
            return;
        if (_traits.Tells && _dice.OneIn(3))
        {
            // Where the profile looks for what can be written to, this one would be found.
            var other = _traits.ByProperty ? "read" : _dice.Pick("read", "write");
            Condition("hasTwin", ("of", _traits.Elsewhere ? "fff3" : "fff2"), ("properties", OddCaseProfile.Names([other])));
            return;
        }
        var lacking = _traits.Commands ? _dice.Pick("write", "read", "writeWithoutResponse") : _dice.Pick("read", "notify", "writeWithoutResponse");
        Condition("hasTwin", ("of", "fff1"), ("properties", OddCaseProfile.Names([lacking])));
    }

    private void Idle()
    {
        if (!_dice.OneIn(5))
            return;
        (string, string)[] ways = [("send", "heartbeat"), .. _traits.Reads ? [("read", "serial")] : Array.Empty<(string, string)>(), .. _traits.Answers ? [("send", "requestStatus")] : Array.Empty<(string, string)>()];
        _traits = _traits with { Idle = _dice.Pick(4.0, 6.0, 10.0), KeepAlive = _dice.Pick(ways) };
        Condition("dropsIdle", ("seconds", _traits.Idle.Value));
    }

    private void Trouble()
    {
        _hindered = true;
        switch (_dice.Whole(0, 15))
        {
            case 0:
                Condition("endsLink", ("seconds", _dice.Seconds(1, 40)), ("links", 1));
                break;
            case 1 or 2:
                Condition("hangsLink", ("seconds", _dice.Seconds(1, 40)), ("links", 1));
                break;
            // One that has locked itself again before its word comes is found out only then.
            case 3 when _traits.Tells && !_lapses:
                Condition("speaksLate", ("seconds", _dice.Pick(0.1, 0.4, 0.8)));
                break;
            case 4:
                Condition("switchesOff", ("begins", _traits.Two ? "60" : _traits.Off), ("when", _dice.Pick("before", "after")), ("from", _dice.Whole(2, 4)));
                break;
            // One that ignores a stop and says nothing is found out by nobody.
            case 5 when _traits.Tells:
                Condition("ignoresWrites", ("begins", _traits.Off), ("times", _dice.Whole(1, 6)));
                break;
            // One that locks itself again uses its links up, and nothing in a profile keeps it from that.
            case 6 when !_lapses:
                Condition("mostLinks", ("most", _dice.Whole(4, 6)));
                break;
            case 7:
                Condition("endsLink", ("seconds", _dice.Seconds(6, 20)));
                break;
            case 8 or 9:
                Move();
                break;
            case 10:
                Stops("ignoresWrites");
                break;
            case 11:
                Stops("obeysBadly");
                break;
            case 12 when _traits.Tells:
                Condition("fallsSilent", ("seconds", _dice.Seconds(1, 30)), ("links", 1));
                break;
            default:
                _hindered = false;
                break;
        }
    }

    /// <summary>Some of its stops fare badly, but for the first, without which no session begins.</summary>
    private void Stops(string kind) => Condition(kind, ("begins", _traits.Two ? "60 00" : _traits.Off), ("from", 2), ("times", _dice.Whole(1, 3)), ("otherwise", _dice.Pick("refuse", "drop", "silent")));

    /// <summary>It has another address by the time somebody comes back, often because the link was lost.</summary>
    private void Move()
    {
        // One that was greeted wrongly, or too soon, needs a second link at the same address.
        string[] early = ["needsFirst", "needsRest", "needsGap"];
        Condition("changesAddress", ("links", _dice.Whole(_conditions.Any(condition => early.Contains(condition!["kind"]!.GetValue<string>())) ? 2 : 1, 3)));
        if (_dice.OneIn(2))
            Condition(_dice.Pick("endsLink", "hangsLink"), ("seconds", _dice.Seconds(1, 40)), ("links", 1));
    }

    private void Condition(string kind, params (string Name, JsonNode Value)[] members)
    {
        var condition = new JsonObject { ["kind"] = kind };
        foreach (var (name, value) in members)
            condition[name] = value;
        _conditions.Add((JsonNode)condition);
    }

    private string Byte(int least, int most) => _dice.Whole(least, most).ToString("X2", CultureInfo.InvariantCulture);
}
