using MassagerControl.Core;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.History;

/// <summary>Keeps how much it hurts at the place after a session that is over.</summary>
public static class PainAfter
{
    /// <summary>Where it is published under which change nothing counts.</summary>
    public const string Source = "Farrar 2001, Pain 94:149";

    /// <param name="folder">The data folder of the session.</param>
    /// <param name="session">Its number in the history.</param>
    /// <returns>Why it is not kept; null where it is.</returns>
    public static Phrase? Keep(string folder, long session, Discomfort pain, TimeProvider wallClock)
    {
        var opening = MassagerStore.OpenExisting(folder);
        using var store = opening.Store;
        if (store is null)
            return opening.Error ?? "nothing is kept there any more";
        try
        {
            return store.Write(work => new SessionTable(work).Rate(session, pain, wallClock.GetUtcNow()))
                ? null
                : "the session is not over, or a later one here has begun";
        }
        catch (StoreException exception)
        {
            return exception.Words;
        }
    }
}
