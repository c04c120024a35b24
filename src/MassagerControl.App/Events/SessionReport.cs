using MassagerControl.App.Cli;
using MassagerControl.Core.Sessions;

namespace MassagerControl.App.Events;

/// <summary>The report of a session as JSON.</summary>
internal static class SessionReport
{
    public static string Of(SessionPlan plan, RunEnd end, int exitCode) => JsonText.Indented(json =>
    {
        json.WriteStartObject();
        EventLine.WritePlan(json, plan);
        json.WriteNumber("exitCode", exitCode);
        json.Percent("cap", end.Cap.Percent);
        if (end.Result is { } result)
        {
            json.WriteString("outcome", EventLine.Word(result.Outcome));
            json.WriteString("reason", result.Reason);
            json.WriteNumber("reps", result.Reps);
            json.Seconds("pressSeconds", result.Press);
            json.Percent("maxIntensity", result.HighestOutput.Percent);
            json.WriteBoolean("confirmedOff", result.ConfirmedOff);
            json.WriteBoolean("areaLocked", result.AreaLocked);
            json.List("ratings", result.Ratings.IsDefault ? [] : result.Ratings, rating => json.WriteNumberValue(rating.Value));
        }
        else
        {
            json.WriteNull("outcome");
            json.WriteString("reason", end.Broken);
        }
        json.WriteEndObject();
    });
}
