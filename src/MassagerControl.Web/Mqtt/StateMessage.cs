using System.Text.Json;
using MassagerControl.Core.Sessions;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.Texts;
using MassagerControl.Web.Sessions;

namespace MassagerControl.Web.Mqtt;

/// <summary>A massager and its newest session as one message. It has no name of a person, no program, no note, and a place only where somebody wants that.</summary>
/// <param name="details">The place, and a limit's reason in words.</param>
internal sealed class StateMessage(PauseTokens tokens, bool commands, bool details, Language language)
{
    public const string NoSession = "none";

    private const string Connecting = "connecting";
    private const string Connected = "connected";
    private const string Reconnecting = "reconnecting";

    /// <summary>What is left of a session is told in steps of so many seconds: nobody at home needs each of them.</summary>
    public const int SecondsStep = 5;

    /// <summary>All words of a phase.</summary>
    public static IEnumerable<string> Phases => [NoSession, .. Enum.GetValues<SessionState>().Where(state => state <= SessionState.Faulted).Select(StateWords.Word)];

    /// <summary>All words of a link.</summary>
    public static IReadOnlyList<string> Links { get; } = [NoSession, Connecting, Connected, Reconnecting];

    public string Of(BridgedDevice device) => JsonText.Line(json =>
    {
        var session = device.Sessions.FirstOrDefault();
        json.WriteStartObject();
        WriteSession(json, session);
        WriteNumber(json, "battery", device.Battery);
        json.WriteString("motor_may_run", Word(device.MotorMayRun));
        if (commands)
            json.WriteString("pause_token", device.Sessions.Where(own => !own.IsOver).Select(tokens.Of).FirstOrDefault(token => token is not null));
        if (details)
            WriteDetails(json, session);
        json.WriteEndObject();
    });

    public static string OfAll(IReadOnlyCollection<BridgedDevice> devices) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("sessions", devices.Sum(device => device.Sessions.Count(session => !session.IsOver)));
        json.WriteString("motor_may_run", Word(devices.Any(device => device.MotorMayRun)));
        json.WriteEndObject();
    });

    private static void WriteSession(Utf8JsonWriter json, ServedSession? served)
    {
        var snapshot = served?.Run.Present;
        var session = snapshot?.Session;
        var runs = session is { IsOver: false };
        json.WriteString("phase", session is null ? NoSession : StateWords.Word(session.State));
        json.WriteNumber("level", Percent(runs ? session!.Output?.Intensity.Percent ?? 0 : 0));
        WriteNumber(json, "cap", runs ? Percent(session!.Cap().Cap.Percent) : null);
        json.WriteString("cap_rule", runs ? session!.Cap().Rule : null);
        WriteNumber(json, "rating", session?.LastRating?.Value);
        json.WriteString("link", Link(session));
        WriteNumber(json, "signal", runs ? snapshot!.SignalDbm : null);
        json.WriteNumber("remaining", runs && !session!.IsEnding ? Stepped(SessionTime.Left(snapshot!)) : 0);
        json.WriteString("outcome", session?.Result is { } result ? EventLine.Word(result.Outcome) : null);
    }

    private void WriteDetails(Utf8JsonWriter json, ServedSession? served)
    {
        var plan = served?.Setup.Plan;
        json.WriteString("place", plan is null ? null : language.Say(plan.Place()));
        json.WriteString("cap_reason", served is { IsOver: false } ? language.Say(served.Snapshot.Session.Cap().Reason) : null);
    }

    private static string Link(Session? session) => session?.State switch
    {
        null or SessionState.Idle => NoSession,
        SessionState.Connecting => Connecting,
        SessionState.Reconnecting => Reconnecting,
        _ => session.IsOver ? NoSession : Connected,
    };

    private static int Stepped(TimeSpan left) => (int)Math.Ceiling(left.TotalSeconds / SecondsStep) * SecondsStep;

    private static int Percent(double percent) => (int)Math.Round(percent, MidpointRounding.AwayFromZero);

    private static string Word(bool yes) => yes ? "ON" : "OFF";

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
