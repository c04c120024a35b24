using System.Text.Json.Nodes;

namespace MassagerControl.Chaos.Generation;

/// <summary>Programs that no article describes, up to every limit that a program may reach.</summary>
internal static class OddProgram
{
    /// <param name="phases">Phases that it must have: <c>warm-up</c>, <c>guided</c> or <c>cool-down</c>.</param>
    public static JsonObject Draw(Dice dice, params string[] phases)
    {
        var steps = new JsonArray();
        if (phases.Contains("warm-up") || dice.OneIn(2))
            steps.Add((JsonNode)Motor("warmUp", dice));
        steps.Add((JsonNode)Cycle(dice));
        if (phases.Contains("guided") || dice.OneIn(4))
            steps.Add((JsonNode)new JsonObject { ["do"] = "guided", ["seconds"] = dice.Whole(3, 25), ["text"] = "move the arm" });
        if (dice.OneIn(5))
            steps.Add((JsonNode)Cycle(dice));
        if (phases.Contains("cool-down") || dice.OneIn(2))
            steps.Add((JsonNode)Motor("coolDown", dice));
        if (steps[^1]!["do"]!.GetValue<string>() == "coolDown" && dice.OneIn(3))
            steps.Add((JsonNode)Motor("coolDown", dice));
        var low = dice.Whole(1, 7);
        return new()
        {
            ["id"] = "odd",
            ["name"] = "Odd",
            ["summary"] = "made up for tests",
            ["sources"] = new JsonArray(new JsonObject { ["title"] = "made up", ["says"] = "nothing" }),
            ["band"] = new JsonObject { ["low"] = low, ["high"] = dice.Whole(low, 7) },
            ["tools"] = new JsonArray("gun", "ball", "roller", "bed"),
            ["ceiling"] = dice.OneIn(4) ? dice.Whole(34, 100) : 100,
            ["steps"] = steps,
        };
    }

    private static JsonObject Motor(string what, Dice dice) => MaybeInPattern(
        new()
        {
            ["do"] = what,
            ["seconds"] = dice.OneIn(4) ? dice.Seconds(1, 60) : dice.Whole(3, 30),
            ["target"] = dice.Whole(34, 100),
        },
        dice);

    private static JsonObject MaybeInPattern(JsonObject step, Dice dice)
    {
        if (dice.OneIn(3))
            step["pattern"] = new JsonObject
            {
                ["shape"] = dice.Pick("wave", "swing"),
                ["low"] = dice.Whole(1, 33),
                ["period"] = dice.OneIn(2) ? dice.Seconds(2, 60) : dice.Whole(2, 12),
            };
        return step;
    }

    private static JsonObject Cycle(Dice dice)
    {
        var press = dice.OneIn(4) ? dice.Seconds(1, 60) : dice.Whole(2, 30);
        var reps = dice.Whole(1, Math.Min(7, (int)(360 / press)));
        var cycle = new JsonObject
        {
            ["do"] = "cycle",
            ["press"] = new JsonObject { ["shortest"] = press, ["usual"] = press, ["longest"] = press },
            ["ramp"] = Math.Min(press, dice.Pick(0, 0.5, 1, 2, 10)),
            ["release"] = dice.OneIn(6) ? dice.Seconds(5, 60) : dice.Whole(5, 9),
            ["reps"] = new JsonObject { ["fewest"] = reps, ["usual"] = reps, ["most"] = reps },
            ["target"] = dice.OneIn(3) ? dice.Whole(34, 100) : 100,
            ["endsOnEased"] = dice.OneIn(3),
        };
        if (dice.OneIn(4))
            cycle["cues"] = new JsonArray(new JsonObject { ["at"] = 0, ["say"] = "move" }, new JsonObject { ["at"] = press, ["say"] = "too late" });
        return MaybeInPattern(cycle, dice);
    }
}
