using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Core.Notes;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Storage;

/// <summary>What a person says of their sessions.</summary>
public sealed class NoteTable(Transaction work)
{
    /// <summary>Takes the place of what was said before; nothing said takes it away.</summary>
    /// <returns>False when there is no such session to see.</returns>
    public bool Put(long session, SessionNote note, DateTimeOffset at)
    {
        if (new SessionTable(work).Find(session) is null)
            return false;
        work.Execute("DELETE FROM session_notes WHERE session = $session", ("$session", session));
        if (!note.IsEmpty)
            work.Execute("INSERT INTO session_notes(session, note, tags, written_utc) VALUES ($session, $note, $tags, $at)",
                ("$session", session), ("$note", note.Text), ("$tags", JsonText.Line(json => Write(json, note.Tags))), ("$at", at));
        return true;
    }

    /// <returns>By session; those about which nothing was said are missing.</returns>
    public Dictionary<long, SessionNote> All() => work.Query("SELECT session, note, tags FROM session_notes", row => (Session: row.Whole(0), Note: new SessionNote(row.Text(1), Tags(row.Text(2)))))
        .ToDictionary(row => row.Session, row => row.Note);

    private static void Write(Utf8JsonWriter json, ImmutableArray<string> tags)
    {
        json.WriteStartArray();
        foreach (var tag in tags)
            json.WriteStringValue(tag);
        json.WriteEndArray();
    }

    // Somebody else may have written there: what is no list of words says nothing.
    private static ImmutableArray<string> Tags(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. document.RootElement.EnumerateArray().Select(tag => tag.GetString()!)];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
