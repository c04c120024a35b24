using System.Text.Json;
using MassagerControl.Core.Control;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Web.Sessions;

/// <summary>A session as its remotes see it: everything that a screen shows, read off one snapshot.</summary>
/// <param name="presence">Who is there.</param>
/// <param name="name">Gives the name of a remote by its id; null where it is not paired any more.</param>
internal sealed class SessionJson(RemotePresence presence, Func<string, string?> name)
{
    /// <param name="viewer">The id of the remote that looks.</param>
    public void Write(Utf8JsonWriter json, ServedSession served, string viewer, Language language)
    {
        // In this order: whoever is told that it has ended sees how.
        var end = served.End;
        var snapshot = served.Run.Present;
        json.WriteStartObject();
        json.WriteNumber("id", served.Id);
        WritePlan(json, snapshot.Session.Plan, language);
        WritePhase(json, snapshot, language);
        WriteOutput(json, snapshot.Session, language);
        WriteRatings(json, snapshot.Session);
        WriteDevice(json, snapshot, language);
        WriteEnd(json, snapshot.Session, end, language);
        WriteNumber(json, "painBefore", served.PainBefore?.Value);
        WriteNumber(json, "painAfter", served.PainAfter?.Value);
        json.WriteBoolean("asksAfter", served.PainBefore is not null && end is { Result.Press.Ticks: > 0 });
        json.List("next", served.Next, json.WriteStringValue);
        json.List("remotes", served.Holders.Where(id => name(id) is not null), id => WriteRemote(json, id, viewer));
        json.WriteEndObject();
    }

    private static void WritePlan(Utf8JsonWriter json, SessionPlan plan, Language language)
    {
        json.WriteString("program", plan.Program);
        json.WriteString("device", plan.Massager.Device);
        json.WriteString("deviceName", plan.Massager.Name);
        json.WriteBoolean("simulated", plan.Massager.Simulated);
        json.WriteString("area", plan.Area);
        json.WriteString("side", plan.Side);
        json.WriteString("place", language.Say(plan.Place()));
        json.List("band", [plan.Band.Low.Value, plan.Band.High.Value], json.WriteNumberValue);
    }

    private static void WritePhase(Utf8JsonWriter json, SessionSnapshot snapshot, Language language)
    {
        var session = snapshot.Session;
        json.WriteString("state", StateWords.Word(session.State));
        json.WriteString("word", language.Say(PhaseText.Word(session)));
        json.WriteString("cue", language.Say(PhaseText.Cue(snapshot)));
        json.WriteString("pause", StateWords.Word(session.Pause));
        var reps = session.Reps();
        json.WriteNumber("rep", reps.Now);
        json.WriteNumber("reps", reps.Of);
        json.WriteNumber("repsDone", reps.Done);
        if (snapshot.SecondsLeft() is { } left)
            json.WriteNumber("secondsLeft", left);
        else
            json.WriteNull("secondsLeft");
        json.WriteNumber("at", (int)snapshot.At.TotalSeconds);
        json.WriteNumber("sessionLeft", session.IsEnding ? 0 : (int)Math.Ceiling(SessionTime.Left(snapshot).TotalSeconds));
        json.WriteBoolean("press", session.IsPressing);
    }

    private static void WriteOutput(Utf8JsonWriter json, Session session, Language language)
    {
        var output = session.Output;
        json.Percent("intensity", output?.Intensity.Percent ?? 0);
        json.WriteNumber("level", output?.Level.Number ?? 0);
        json.WriteNumber("levels", session.Plan.Scale.Count);
        json.WritePropertyName("cap");
        Write(json, session.Cap(), language);
        json.Percent("ceiling", session.UserCeiling.Percent);
        json.List("limitedBy", output is null || output.Reasons.IsDefault ? [] : output.Reasons, limit => Write(json, limit, language));
    }

    private static void Write(Utf8JsonWriter json, LimitReason limit, Language language)
    {
        json.WriteStartObject();
        json.WriteString("rule", limit.Rule);
        json.Percent("cap", limit.Cap.Percent);
        json.WriteString("reason", language.Say(limit.Reason));
        json.WriteEndObject();
    }

    private static void WriteRatings(Utf8JsonWriter json, Session session)
    {
        if (session.LastRating is { } last)
            json.WriteNumber("lastRating", last.Value);
        else
            json.WriteNull("lastRating");
        json.List("ratings", session.Ratings.IsDefault ? [] : session.Ratings, rating => json.WriteNumberValue(rating.Value));
        json.WriteBoolean("asks", session.PromptOpen);
        json.WriteBoolean("eased", session.IsPressing && session.Cycle is { EndsOnEased: true });
    }

    private static void WriteDevice(Utf8JsonWriter json, SessionSnapshot snapshot, Language language)
    {
        WriteNumber(json, "battery", snapshot.BatteryPercent);
        WriteNumber(json, "signal", snapshot.SignalDbm);
        json.WriteString("notice", snapshot.Notice is { } notice ? language.Say(notice) : snapshot.LowBattery() is { } low ? language.Say(low) : null);
        json.WriteBoolean("motorMayRun", snapshot.Session.MotorMayRun);
        json.WriteBoolean("motorIsOff", snapshot.Session.MotorIsOff);
    }

    private static void WriteEnd(Utf8JsonWriter json, Session session, RunEnd? end, Language language)
    {
        var result = session.Result;
        json.WriteBoolean("over", session.IsOver || end is not null);
        json.WriteString("outcome", result is null ? null : EventLine.Word(result.Outcome));
        json.WriteString("reason", (result?.Reason ?? end?.Broken) is { } reason ? language.Say(reason) : null);
        if (result is null)
            json.WriteNull("confirmedOff");
        else
            json.WriteBoolean("confirmedOff", result.ConfirmedOff);
        json.WriteBoolean("locked", result is { AreaLocked: true });
    }

    private void WriteRemote(Utf8JsonWriter json, string id, string viewer)
    {
        json.WriteStartObject();
        json.WriteString("name", name(id));
        json.WriteBoolean("live", presence.IsHere(id));
        json.WriteBoolean("self", id == viewer);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
