using System.Globalization;
using MassagerControl.Clinic.Alerts;
using MassagerControl.Core;

namespace MassagerControl.Clinic.Rooms;

/// <summary>An alert comes up, or comes right by itself.</summary>
/// <param name="Raised">Null where one comes right.</param>
/// <param name="Over">Its id; null where one comes up.</param>
internal sealed record AlertChange(AlertNote? Raised, string? Over);

/// <summary>What in the words of one room, or in its silence, somebody at the desk must know.</summary>
internal sealed class RoomWatch
{
    /// <summary>A room says how it is every five seconds, and tries for five.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(20);

    private RoomView? _last;
    private string? _rated;
    private string? _motor;
    private string? _silent;

    public IEnumerable<AlertChange> Hear(RoomView room)
    {
        _last = room;
        if (room is not { Report: { } report, Heard: { } heard })
            yield break;
        if (_silent is { } silent)
            yield return new(null, silent);
        _silent = null;
        if (report is { Session: { } session, Rating: { } rating } && Discomfort.From(rating).IsExtreme && _rated != session)
        {
            _rated = session;
            yield return Raise(AlertKind.Rating, session, room, rating.ToString(CultureInfo.InvariantCulture));
        }
        if (report.OffConfirmed && _motor is { } motor)
        {
            _motor = null;
            yield return new(null, motor);
        }
        else if (!report.OffConfirmed && _motor is null)
        {
            var found = Raise(AlertKind.Motor, $"{room.Room}:{Text(heard)}", room);
            _motor = found.Raised!.Id;
            yield return found;
        }
    }

    /// <param name="since">Silence counts from here on: before it nobody listened.</param>
    /// <returns>Null where the room is not silent in a session, or that was said.</returns>
    public AlertChange? Look(DateTimeOffset since, DateTimeOffset now)
    {
        if (_silent is not null || _last is not { Report.Session: not null, Heard: { } heard } || now - (heard > since ? heard : since) <= SilentAfter)
            return null;
        var found = Raise(AlertKind.Silent, $"{_last.Room}:{Text(heard)}", _last);
        _silent = found.Raised!.Id;
        return found;
    }

    private static AlertChange Raise(string kind, string what, RoomView room, string? detail = null) =>
        new(new($"{kind}:{what}", kind, room.Room, Session: room.Report?.Session, Detail: detail), null);

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
