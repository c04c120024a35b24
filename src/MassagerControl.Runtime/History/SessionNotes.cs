using MassagerControl.Core;
using MassagerControl.Core.Notes;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.History;

/// <summary>Keeps what a person says of a session of the past.</summary>
public static class SessionNotes
{
    /// <param name="folder">The data folder of the session.</param>
    /// <param name="session">Its number in the history.</param>
    /// <returns>Whether there is such a session; and why the note is not kept, null where it is.</returns>
    public static (bool Known, Phrase? Error) Keep(string folder, long session, SessionNote note, TimeProvider wallClock)
    {
        var opening = MassagerStore.OpenExisting(folder);
        using var store = opening.Store;
        if (store is null)
            return (false, opening.Error);
        try
        {
            return (store.Write(work => new NoteTable(work).Put(session, note, wallClock.GetUtcNow())), null);
        }
        catch (StoreException exception)
        {
            return (false, exception.Words);
        }
    }
}
