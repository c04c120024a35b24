using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Clinics;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Web.Sessions;

/// <summary>This room as the desk of its clinic sees it: the newest session that goes on, and whether every motor is off that should be.</summary>
internal static class ClinicState
{
    public static RoomState Of(ServedSessions sessions)
    {
        var all = sessions.All;
        var off = all.All(session => !session.Snapshot.Session.MotorMayRun);
        return all.FirstOrDefault(session => !session.IsOver) is { } running ? Of(running) with { OffConfirmed = off } : RoomState.Idle with { OffConfirmed = off };
    }

    private static RoomState Of(ServedSession served)
    {
        var snapshot = served.Snapshot;
        var (session, cap) = (snapshot.Session, snapshot.Session.Cap());
        return new(
            served.Setup.Keeping?.Beginning.Clinic, StateWords.Word(session.State), session.Output?.Level.Number ?? 0, session.Plan.Scale.Count,
            cap.Cap.Percent, cap.Reason.Text, snapshot.BatteryPercent, Link(session.State), session.LastRating?.Value, OffConfirmed: true);
    }

    private static string Link(SessionState state) => state switch
    {
        SessionState.Idle or SessionState.Connecting => "connecting",
        SessionState.Reconnecting => "lost",
        _ => "connected",
    };
}
