using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Events;

/// <summary>One event as one line of JSON; docs/events.md lists the fields.</summary>
public static class EventLine
{
    public static string Of(SessionEvent told) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.Seconds("t", told.At);
        json.WriteString("type", Type(told));
        Write(json, told);
        json.WriteEndObject();
    });

    /// <exception cref="ArgumentException">An event that no log knows.</exception>
    public static string Type(SessionEvent told) => told switch
    {
        SessionStarted => "session-started",
        PhaseEntered => "phase",
        LevelAccepted => "level",
        FrameTraced => "write",
        Rated => "rating",
        RedFlagRaised => "red-flag",
        InputTaken => "input",
        CapChanged => "cap",
        LinkChanged => "link",
        FaultSeen => "fault",
        NoticeTold => "notice",
        CueGiven => "cue",
        BatteryTold => "battery",
        StopAsked => "stop",
        SessionEnded => "session-ended",
        _ => throw new ArgumentException($"Unknown event {told.GetType().Name}.", nameof(told)),
    };

    public static string Word(SessionOutcome outcome) => outcome switch
    {
        SessionOutcome.Completed => "completed",
        SessionOutcome.Stopped => "stopped",
        SessionOutcome.Rating => "rating",
        SessionOutcome.RedFlag => "red-flag",
        SessionOutcome.NoAnswer => "no-answer",
        SessionOutcome.Limit => "limit",
        SessionOutcome.Device => "device",
        SessionOutcome.Uncertain => "uncertain",
    };

    public static string Word(SessionPhase phase) => phase switch
    {
        SessionPhase.WarmUp => "warm-up",
        SessionPhase.Compress => "compress",
        SessionPhase.Hold => "hold",
        SessionPhase.Release => "release",
        SessionPhase.Guided => "guided",
        SessionPhase.CoolDown => "cool-down",
        SessionPhase.Paused => "paused",
        SessionPhase.Reconnecting => "reconnecting",
    };

    public static string Word(LossCause cause) => cause switch
    {
        LossCause.Device => "device",
        LossCause.OutOfReach => "out-of-reach",
        LossCause.ThisComputer => "this-computer",
        _ => "unknown",
    };

    private static void Write(Utf8JsonWriter json, SessionEvent told)
    {
        switch (told)
        {
            case SessionStarted started:
                Write(json, started.Plan);
                break;
            case LevelAccepted level:
                Write(json, level.Output);
                break;
            case SessionEnded ended:
                Write(json, ended.Result);
                break;
            case FrameTraced { Frame: var frame }:
                json.WriteString("endpoint", frame.Endpoint);
                json.WriteString("hex", frame.Hex);
                json.WriteBoolean("withResponse", frame.WithResponse);
                break;
            case PhaseEntered phase:
                json.WriteString("phase", Word(phase.Phase));
                json.WriteNumber("rep", phase.Rep);
                json.WriteNumber("of", phase.Of);
                json.WriteString("reason", phase.Reason.Text);
                break;
            case Rated rated:
                json.WriteNumber("value", rated.Value.Value);
                json.WriteString("source", rated.Source);
                break;
            default:
                WriteShort(json, told);
                break;
        }
    }

    private static void WriteShort(Utf8JsonWriter json, SessionEvent told)
    {
        switch (told)
        {
            case RedFlagRaised flag:
                json.WriteString("kind", flag.Kind.Word());
                json.WriteString("source", flag.Source);
                break;
            case InputTaken input:
                json.WriteString("kind", input.Kind);
                json.WriteBoolean("accepted", input.Accepted);
                json.WriteString("reason", input.Reason.Text);
                break;
            case CapChanged cap:
                json.Percent("value", cap.Value.Percent);
                json.WriteString("reason", cap.Reason.Text);
                break;
            case LinkChanged link:
                json.WriteString("state", link.State);
                if (link.Cause != LossCause.Unknown)
                    json.WriteString("cause", Word(link.Cause));
                break;
            case FaultSeen fault:
                json.WriteString("kind", fault.Kind);
                json.WriteString("detail", fault.Detail.Text);
                break;
            case NoticeTold notice:
                json.WriteString("text", notice.Words.Text);
                break;
            case CueGiven cue:
                json.WriteString("text", cue.Words.Text);
                break;
            case BatteryTold battery:
                json.WriteNumber("percent", battery.Percent);
                break;
            case StopAsked stop:
                json.WriteString("cause", stop.Cause.Text);
                break;
        }
    }

    /// <summary>What is run, where and on what: the same words in the log and in the report.</summary>
    public static void WritePlan(Utf8JsonWriter json, SessionPlan plan)
    {
        json.WriteString("program", plan.Program);
        json.WriteString("device", plan.Massager.Device);
        json.WriteString("area", plan.Area);
        json.WriteString("side", plan.Side);
        json.WriteBoolean("simulated", plan.Massager.Simulated);
        if (plan.Seed is { } seed)
            json.WriteNumber("seed", seed);
        else
            json.WriteNull("seed");
    }

    private static void Write(Utf8JsonWriter json, SessionPlan plan)
    {
        WritePlan(json, plan);
        json.WriteStartArray("band");
        json.WriteNumberValue(plan.Band.Low.Value);
        json.WriteNumberValue(plan.Band.High.Value);
        json.WriteEndArray();
        json.WriteNumber("levels", plan.Scale.Count);
    }

    private static void Write(Utf8JsonWriter json, Limited output)
    {
        json.Percent("intensity", output.Intensity.Percent);
        json.WriteNumber("level", output.Level.Number);
        json.Percent("requested", output.Requested.Percent);
        json.List("limitedBy", output.Reasons.IsDefault ? [] : output.Reasons, reason =>
        {
            json.WriteStartObject();
            json.WriteString("rule", reason.Rule);
            json.Percent("cap", reason.Cap.Percent);
            json.WriteString("reason", reason.Reason.Text);
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, SessionResult result)
    {
        json.WriteString("outcome", Word(result.Outcome));
        json.WriteNumber("reps", result.Reps);
        json.Seconds("pressSeconds", result.Press);
        json.Percent("maxIntensity", result.HighestOutput.Percent);
        json.WriteBoolean("confirmedOff", result.ConfirmedOff);
    }
}
