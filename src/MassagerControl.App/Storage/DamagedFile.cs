namespace MassagerControl.App.Storage;

/// <summary>Moves a damaged database out of the way, with its companions; nothing is ever deleted.</summary>
internal static class DamagedFile
{
    // The database last: while it lies there, nobody begins a new one with companions of its own.
    private static readonly string[] Companions = ["-wal", "-shm", ""];

    /// <summary>Holds off every other process that finds the same damage, until disposed of.</summary>
    /// <exception cref="StoreException">Another process is at it.</exception>
    public static IDisposable Alone(string file)
    {
        try
        {
            return new FileStream($"{file}.replacing", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{file}: it is damaged; another process is setting it aside, or nobody can: {exception.Message}");
        }
    }

    /// <returns>What the person should know.</returns>
    /// <exception cref="StoreException">It cannot be moved.</exception>
    public static string SetAside(string file)
    {
        try
        {
            var aside = Enumerable.Range(1, int.MaxValue).Select(n => $"{file}.corrupt-{n}").First(path => !Path.Exists(path));
            foreach (var companion in Companions.Where(companion => File.Exists(file + companion)))
                File.Move(file + companion, aside + companion);
            return $"{file} is damaged; it was set aside as {Path.GetFileName(aside)} and a new one was begun";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{file}: it is damaged and cannot be set aside: {exception.Message}");
        }
    }
}
