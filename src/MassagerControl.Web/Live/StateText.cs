using System.Text.Json;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Texts;
using MassagerControl.Web.Remotes;
using MassagerControl.Web.Sessions;

namespace MassagerControl.Web.Live;

/// <summary>What one remote is shown: who it is, and every session.</summary>
/// <param name="demo">The history is an invented one.</param>
internal sealed class StateText(ServedSessions sessions, RemotePresence presence, RemoteRegistry remotes, bool demo)
{
    private readonly SessionJson _session = new(presence, id => remotes.All.FirstOrDefault(remote => remote.Id == id)?.Name);

    /// <param name="type">The type of a message on a socket; null for an answer to a request.</param>
    public string Of(Remote remote, Language language, string? type) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        if (type is not null)
            json.WriteString("type", type);
        Write(json, remote, language);
        json.WriteEndObject();
    });

    private void Write(Utf8JsonWriter json, Remote remote, Language language)
    {
        json.WriteString("role", remote.Role.Word());
        json.WriteString("name", remote.Name);
        json.WriteString("id", remote.Id);
        json.WriteBoolean("demo", demo);
        json.WriteBoolean("clinic", sessions.Clinic is not null);
        json.List("sessions", sessions.All, session => _session.Write(json, session, remote.Id, language));
    }
}
