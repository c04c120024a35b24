using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Routines;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Routines;

/// <summary>A routine under way as it is written down.</summary>
/// <param name="Session">The number of its session in the history; null where there is none.</param>
/// <param name="PainBefore">What the person said before it.</param>
public sealed record RoutineRecord(RoutineState State, long? Session, Discomfort? PainBefore)
{
    private const double MostSeconds = 86_400;

    public string Write(TimeSpan now) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.List("parts", State.Plan.Parts, part => json.WriteStringValue(part.Key));
        json.WriteNumber("index", State.Index);
        json.WriteString("phase", JsonNamingPolicy.CamelCase.ConvertName(State.Phase.ToString()));
        json.WriteNumber("unit", State.Unit);
        json.Seconds("spent", State.SpentAt(now));
        json.WriteBoolean("begun", State.Begun);
        json.WriteBoolean("injury", State.Facts.Injury);
        json.WriteBoolean("held", State.Facts.SessionHeld);
        json.List("outcomes", State.Outcomes, outcome =>
        {
            json.WriteStartObject();
            json.WriteString("part", outcome.Key);
            json.WriteString("fate", JsonNamingPolicy.CamelCase.ConvertName(outcome.Fate.ToString()));
            json.WriteEndObject();
        });
        if (Session is { } session)
            json.WriteNumber("session", session);
        if (PainBefore is { } pain)
            json.WriteNumber("painBefore", pain.Value);
        json.WriteEndObject();
    });

    /// <param name="plan">As the files say today.</param>
    /// <param name="begun">What the store counts today.</param>
    /// <returns>Null where the text is none of ours, or the routine has other steps today.</returns>
    public static RoutineRecord? Read(string text, RoutinePlan plan, ImmutableDictionary<string, int> begun)
    {
        var reading = JsonFileReader.Parse("state", text, root => Build(root, plan, begun));
        return reading.Errors.IsEmpty && reading.Value is { State: { } state } record && state.Index < plan.Parts.Length && state.Phase != RoutinePhase.Over ? record : null;
    }

    private static RoutineRecord Build(JsonObjectCursor root, RoutinePlan plan, ImmutableDictionary<string, int> begun)
    {
        if (!root.Required("parts").Array(part => part.Text()).SequenceEqual(plan.Parts.Select(part => part.Key)))
            root.Error("the steps are others today");
        var state = new RoutineState
        {
            Plan = plan,
            Index = root.Required("index").Int(0, Math.Max(0, plan.Parts.Length - 1)),
            Phase = root.Required("phase").Enum<RoutinePhase>(),
            Unit = root.Required("unit").Int(0, 1_000),
            Spent = root.Required("spent").Seconds(0, MostSeconds),
            Begun = root.Required("begun").Bool(),
            Facts = new() { Injury = root.Required("injury").Bool(), SessionHeld = root.Required("held").Bool(), Begun = begun },
            Outcomes = root.Required("outcomes").Array(outcome => outcome.Object(one => new PartOutcome(one.Required("part").Text(), one.Required("fate").Enum<PartFate>(), null))),
        };
        if (state.Part is PlannedGuided && state.Piece is null)
            root.Error("there is no such piece");
        return new(
            state,
            root.Optional("session")?.Int(0, int.MaxValue),
            root.Optional("painBefore") is { } pain ? Discomfort.From(pain.Int(Discomfort.Lowest, Discomfort.Highest)) : null);
    }
}
