using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MassagerControl.Tests.App.Cli.Programs;

/// <summary>A random program file, good at first.</summary>
internal sealed class OwnProgram
{
    private readonly Random _random;
    private readonly JsonObject _cycle;
    private readonly int _cycleIndex;

    public OwnProgram(Random random)
    {
        _random = random;
        var steps = new JsonArray();
        if (random.Next(2) == 0)
            steps.Add((JsonNode)Motor("warmUp"));
        _cycleIndex = steps.Count;
        steps.Add((JsonNode)(_cycle = Cycle()));
        if (random.Next(3) == 0)
            steps.Add((JsonNode)new JsonObject { ["do"] = "guided", ["seconds"] = random.Next(1, 40), ["text"] = "breathe" });
        for (var i = random.Next(3); i > 0; i--)
            steps.Add((JsonNode)Motor("coolDown"));
        var low = random.Next(1, 8);
        Json = new()
        {
            ["id"] = "own",
            ["name"] = "Own",
            ["summary"] = "made up",
            ["sources"] = new JsonArray(new JsonObject { ["title"] = "my own choice", ["says"] = "nothing" }),
            ["band"] = new JsonObject { ["low"] = low, ["high"] = random.Next(low, 8) },
            ["tools"] = new JsonArray([.. new[] { "gun", "ball", "roller", "bed" }.Where(_ => random.Next(3) > 0).DefaultIfEmpty("gun").Select(tool => JsonValue.Create(tool))]),
            ["steps"] = steps,
        };
        if (random.Next(3) == 0)
            Json["ceiling"] = random.Next(34, 101);
        if (random.Next(4) == 0)
            Json["mostPress"] = random.Next(30, 361);
        if (random.Next(4) == 0)
            Json["areas"] = new JsonArray("between-blades", "blade-edge");
    }

    public JsonObject Json { get; }

    /// <returns>The path of each thing that is wrong now.</returns>
    public ImmutableArray<string> Break()
    {
        var faults = Faults();
        return [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => faults[_random.Next(faults.Length)]).Distinct().Select(fault => fault())];
    }

    private Func<string>[] Faults()
    {
        var at = $"$.steps[{_cycleIndex}]";
        return
        [
            () => Set(Json, "band", new JsonObject { ["low"] = 9, ["high"] = 7 }, "$.band.low"),
            () => Set(Json, "tools", new JsonArray("elbow"), "$.tools[0]"),
            () => Set(Json, "sources", new JsonArray(), "$.sources"),
            () => Set(Json, "id", "No Id", "$.id"),
            () => Set(Json, "areas", new JsonArray("between-blades", "neck"), "$.areas[1]"),
            () => Set(Json, "mostPress", 361, "$.mostPress"),
            () => Set(Json, "colour", "red", "$.colour"),
            () => Set(_cycle, "release", 4.9, $"{at}.release"),
            () => Set(_cycle, "ramp", 1e9, $"{at}.ramp"),
            () => Set(_cycle, "target", 101, $"{at}.target"),
            () => Set(_cycle, "press", new JsonObject { ["shortest"] = 30, ["usual"] = 30, ["longest"] = 61 }, $"{at}.press.longest"),
            () => Set(_cycle, "reps", new JsonObject { ["fewest"] = 1, ["usual"] = 1, ["most"] = 8 }, $"{at}.reps.most"),
            () => Set(_cycle, "cues", new JsonArray(new JsonObject { ["at"] = 0, ["say"] = " " }), $"{at}.cues[0].say"),
            () => Set(_cycle, "grows", new JsonArray(0), $"{at}.grows[0]"),
            () => Set(_cycle, "pattern", new JsonObject { ["shape"] = "spike", ["low"] = 1, ["period"] = 4 }, $"{at}.pattern.shape"),
        ];
    }

    private static string Set(JsonObject where, string name, JsonNode? value, string path)
    {
        where[name] = value;
        return path;
    }

    private JsonObject Motor(string what) => Patterned(new() { ["do"] = what, ["seconds"] = _random.Next(1, 61), ["target"] = _random.Next(34, 101) });

    private JsonObject Cycle()
    {
        var shortest = _random.Next(1, 40);
        var usual = _random.Next(shortest, 61);
        var reps = _random.Next(1, Math.Min(7, 360 / usual) + 1);
        var cycle = Patterned(new()
        {
            ["do"] = "cycle",
            ["press"] = new JsonObject { ["shortest"] = shortest, ["usual"] = usual, ["longest"] = _random.Next(usual, 61) },
            ["ramp"] = Math.Min(shortest, _random.Next(4)),
            ["release"] = _random.Next(5, 20),
            ["reps"] = new JsonObject { ["fewest"] = 1, ["usual"] = reps, ["most"] = _random.Next(reps, 8) },
            ["target"] = _random.Next(34, 101),
            ["endsOnEased"] = _random.Next(2) == 0,
        });
        if (_random.Next(3) == 0)
            cycle["cues"] = new JsonArray(new JsonObject { ["at"] = 0, ["say"] = "one" }, new JsonObject { ["at"] = usual, ["say"] = "two" });
        if (_random.Next(4) == 0)
            cycle["grows"] = new JsonArray(shortest, usual);
        return cycle;
    }

    private JsonObject Patterned(JsonObject step)
    {
        if (_random.Next(2) == 0)
            step["pattern"] = new JsonObject { ["shape"] = _random.Next(2) == 0 ? "wave" : "swing", ["low"] = _random.Next(1, 34), ["period"] = _random.Next(2, 30) };
        return step;
    }
}
