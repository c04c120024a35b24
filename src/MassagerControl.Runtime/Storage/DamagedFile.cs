using MassagerControl.Core;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Storage;

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
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            throw new StoreException($"{file}: it is damaged; another process is setting it aside, or nobody can: {FileErrorText.Of(exception, file)}");
        }
    }

    /// <returns>What the person should know.</returns>
    /// <exception cref="StoreException">It cannot be moved.</exception>
    public static Phrase SetAside(string file) =>
        $"{file} is damaged; it was set aside as {Path.GetFileName(Move(file, Companions))} and a new one was begun";

    /// <summary>A database that was deleted without its companions: they would be taken for those of the next one.</summary>
    /// <param name="alone">What <see cref="Alone"/> gave to the caller; null where it has not asked.</param>
    /// <exception cref="StoreException">They cannot be moved.</exception>
    public static void SetAsideWhatIsLeft(string file, IDisposable? alone)
    {
        if (Left(file).Length == 0)
            return;
        using var mine = alone is null ? Alone(file) : null;
        // In this order: companions that were there before the database belong to no database that another process makes now.
        if (Left(file) is { Length: > 0 } left && !File.Exists(file))
            Move(file, left);
    }

    private static string[] Left(string file) => [.. Companions.Where(companion => companion.Length > 0 && File.Exists(file + companion))];

    /// <returns>Where it lies now.</returns>
    private static string Move(string file, string[] companions)
    {
        try
        {
            var aside = Enumerable.Range(1, int.MaxValue).Select(n => $"{file}.corrupt-{n}")
                .First(path => !Companions.Any(companion => Path.Exists(path + companion)));
            foreach (var companion in companions.Where(companion => File.Exists(file + companion)))
                File.Move(file + companion, aside + companion);
            return aside;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            throw new StoreException($"{file}: it is damaged and cannot be set aside: {FileErrorText.Of(exception, file)}");
        }
    }
}
