using System.Text.Json;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Events;

namespace MassagerControl.Runtime.Storage;

/// <summary>A plan as the history keeps it: what was going to happen, and under which ceilings.</summary>
internal static class PlanJson
{
    public static string Of(SessionPlan plan) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        EventLine.WritePlan(json, plan);
        json.Percent("userCeiling", plan.UserCeiling.Percent);
        json.List("ceilings", plan.Ceilings, ceiling => Write(json, ceiling));
        json.Seconds("pressPlanned", plan.PressPlanned);
        json.Seconds("pressMost", plan.Budget.Most);
        json.List("steps", plan.Steps, step => Write(json, step));
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, LimitReason ceiling)
    {
        json.WriteStartObject();
        json.WriteString("rule", ceiling.Rule);
        json.Percent("cap", ceiling.Cap.Percent);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PlanStep step)
    {
        json.WriteStartObject();
        switch (step)
        {
            case WarmUpStep warmUp:
                json.WriteString("do", "warm-up");
                json.Seconds("seconds", warmUp.Duration);
                break;
            case CycleStep cycle:
                json.WriteString("do", "cycle");
                json.WriteNumber("reps", cycle.Reps);
                json.Seconds("press", cycle.Press);
                json.Seconds("release", cycle.Release);
                break;
            case GuidedStep guided:
                json.WriteString("do", "guided");
                json.Seconds("seconds", guided.Duration);
                break;
            case CoolDownStep coolDown:
                json.WriteString("do", "cool-down");
                json.Seconds("seconds", coolDown.Duration);
                break;
            default:
                throw new ArgumentException($"Unknown step {step.GetType().Name}.", nameof(step));
        }
        json.WriteEndObject();
    }
}
