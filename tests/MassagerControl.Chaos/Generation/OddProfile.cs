using System.Text.Json.Nodes;

namespace MassagerControl.Chaos.Generation;

/// <summary>Devices that nobody makes: every way of driving that a profile can describe, in random combinations.</summary>
internal static class OddProfile
{
    private static readonly int[] Counts = [3, 4, 5, 6, 7, 9, 10, 12, 16, 19, 20, 33, 99, 100, 255, 1000];

    public static JsonObject Draw(Dice dice)
    {
        var count = dice.Pick(Counts);
        // Steps need a device that says its level after each; a thousand of them would be another kind of test.
        var steps = count <= 20 && dice.OneIn(8);
        var acknowledged = steps || !dice.OneIn(4);
        var tells = steps || !acknowledged || !dice.OneIn(3);
        var timer = !steps && dice.OneIn(4);
        var start = !steps && dice.OneIn(6);
        var profile = Frame(dice, acknowledged);
        profile["levels"] = steps
            ? new JsonObject { ["count"] = count, ["offset"] = 0, ["steps"] = new JsonObject { ["gap"] = dice.Pick(0.02, 0.05, 0.1) } }
            : new JsonObject { ["count"] = count, ["lowest"] = 1, ["highest"] = count };
        profile["operations"] = Operations(steps, acknowledged, timer, start);
        profile["connect"] = new JsonArray();
        if (tells)
            Tell(profile, dice);
        if (dice.OneIn(4))
            profile["minimumGap"] = dice.Pick(0.02, 0.1, 0.3, 1.0);
        if (timer)
            profile["countdown"] = new JsonObject { ["seconds"] = dice.Pick(2, 3, 10, 60), ["rearmAfter"] = dice.Pick(0.5, 1.0) };
        else if (!steps && dice.OneIn(8))
            profile["keepAlive"] = new JsonObject { ["every"] = dice.Pick(2, 3, 5), ["repeatLevel"] = true };
        return profile;
    }

    private static JsonObject Frame(Dice dice, bool acknowledged) => new()
    {
        ["format"] = 1,
        ["id"] = "odd",
        ["name"] = "Odd",
        ["kind"] = dice.Pick("gun", "ball", "roller", "other"),
        ["ceiling"] = dice.OneIn(4) ? dice.Whole(34, 100) : 100,
        ["provenance"] = new JsonObject
        {
            ["sources"] = new JsonArray(new JsonObject { ["title"] = "made up for tests", ["licence"] = "MIT" }),
            ["confidence"] = "virtual",
            ["verifiedOnHardware"] = false,
            ["unknown"] = new JsonArray(),
        },
        ["safety"] = new JsonObject { ["onDisconnect"] = dice.Pick("unknown", "stops", "continues") },
        ["match"] = new JsonObject { ["names"] = new JsonArray("Odd") },
        ["endpoints"] = new JsonObject
        {
            ["control"] = new JsonObject
            {
                ["service"] = "fff0",
                ["characteristic"] = "fff1",
                ["properties"] = acknowledged && dice.OneIn(2) ? new JsonArray("write") : new JsonArray("write", "writeWithoutResponse"),
            },
            ["status"] = new JsonObject { ["service"] = "fff0", ["characteristic"] = "fff2", ["properties"] = new JsonArray("notify") },
        },
    };

    private static JsonObject Operations(bool steps, bool acknowledged, bool timer, bool start)
    {
        var operations = new JsonObject { ["stop"] = Operation(acknowledged, "AA 00 00") };
        if (steps)
        {
            operations["stepUp"] = Operation(acknowledged, "AA 02");
            operations["stepDown"] = Operation(acknowledged, "AA 03");
        }
        else
        {
            operations["setLevel"] = timer
                ? Operation(acknowledged, "AA", Number("level"), Number("countdownSeconds"))
                : Operation(acknowledged, "AA", Number("level"));
        }
        if (start)
            operations["start"] = Operation(acknowledged, "5A 01");
        return operations;
    }

    private static JsonObject Operation(bool acknowledged, params JsonNode?[] frame) => new()
    {
        ["endpoint"] = "control",
        ["mode"] = acknowledged ? "withResponse" : "withoutResponse",
        ["frame"] = new JsonArray(frame),
    };

    private static JsonObject Number(string field) => new() { ["field"] = field, ["as"] = "u16be" };

    private static void Tell(JsonObject profile, Dice dice)
    {
        var checkedSum = dice.OneIn(2);
        JsonNode?[] frame = checkedSum
            ? ["BB", Number("level"), new JsonObject { ["field"] = "battery", ["as"] = "u8" }, new JsonObject { ["checksum"] = "xor8" }]
            : ["BB", Number("level")];
        profile["notifications"] = new JsonObject { ["status"] = new JsonObject { ["endpoint"] = "status", ["frame"] = new JsonArray(frame) } };
        profile["connect"] = new JsonArray(new JsonObject { ["subscribe"] = "status" });
        if (dice.OneIn(2))
            return;
        profile["operations"]!["requestStatus"] = new JsonObject
        {
            ["endpoint"] = "control",
            ["mode"] = "withResponse",
            ["frame"] = new JsonArray("5C"),
            ["answeredBy"] = "status",
        };
    }
}
