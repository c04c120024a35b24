using System.Text.Json;
using MassagerControl.Core.Sessions;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Events;

namespace MassagerControl.Runtime.Runs;

/// <summary>The report of a session as JSON.</summary>
public static class SessionReport
{
    public static string Of(SessionPlan plan, RunEnd end, int exitCode, NextSession? next = null) => JsonText.Indented(json =>
    {
        json.WriteStartObject();
        EventLine.WritePlan(json, plan);
        json.WriteNumber("exitCode", exitCode);
        json.Percent("cap", end.Cap.Percent);
        if (end.Result is { } result)
        {
            json.WriteString("outcome", EventLine.Word(result.Outcome));
            json.WriteString("reason", result.Reason.Text);
            json.WriteNumber("reps", result.Reps);
            json.Seconds("pressSeconds", result.Press);
            json.Percent("maxIntensity", result.HighestOutput.Percent);
            json.WriteBoolean("confirmedOff", result.ConfirmedOff);
            json.WriteBoolean("areaLocked", result.AreaLocked);
            json.List("heldBack", result.HeldBack, held =>
            {
                json.WriteStartObject();
                json.WriteString("rule", held.Limit.Rule);
                json.Percent("cap", held.Limit.Cap.Percent);
                json.WriteString("reason", held.Limit.Reason.Text);
                json.WriteNumber("presses", held.Presses);
                json.WriteEndObject();
            });
            json.List("ratings", result.Ratings.IsDefault ? [] : result.Ratings, rating => json.WriteNumberValue(rating.Value));
        }
        else
        {
            json.WriteNull("outcome");
            json.WriteString("reason", end.Broken?.Text);
        }
        WriteNext(json, plan, next);
        json.WriteEndObject();
    });

    /// <summary>Null everywhere where the session counts for nothing, as on the simulator.</summary>
    private static void WriteNext(Utf8JsonWriter json, SessionPlan plan, NextSession? next)
    {
        json.Moment("nextPossible", next?.Possible);
        json.WriteString("nextBecause", next?.Because?.Text);
        json.Moment("unlockFrom", next?.UnlockFrom);
        json.WriteString("unlockWith", next?.UnlockFrom is null ? null : EndSentences.Unlock(plan, next.Data));
    }
}
