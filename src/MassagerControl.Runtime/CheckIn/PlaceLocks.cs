using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.CheckIn;

/// <summary>Reads the locks of a person out of a data folder.</summary>
public static class PlaceLocks
{
    /// <param name="folder">It need not exist.</param>
    /// <param name="questions">The file with the questions of the check-in.</param>
    /// <returns>None and the reason where the folder cannot be read.</returns>
    public static (ImmutableArray<PlaceLock> Locks, Phrase? Error) Read(string folder, StoreClock clock, string questions)
    {
        var opening = MassagerStore.OpenExisting(folder);
        using var store = opening.Store;
        if (store is null)
            return ([], opening.Error);
        try
        {
            return (store.Read(work => PlaceLock.All(work, clock, QuestionFile.Read(questions).Value)), null);
        }
        catch (StoreException exception)
        {
            return ([], exception.Words);
        }
    }
}
