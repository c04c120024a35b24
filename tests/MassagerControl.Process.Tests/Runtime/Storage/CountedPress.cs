using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.Runtime.Storage;

/// <summary>The press time that another process has written down.</summary>
internal static class CountedPress
{
    /// <summary>Until it has counted so much: by the change of its files, not by asking again and again.</summary>
    public static async Task ReachesAsync(string data, TimeSpan press)
    {
        var changed = new SemaphoreSlim(1);
        using var watcher = new FileSystemWatcher(data) { NotifyFilter = NotifyFilters.Size | NotifyFilters.LastWrite, EnableRaisingEvents = true };
        watcher.Changed += (_, _) => changed.Release();
        using var store = MassagerStore.OpenExisting(data).Store!;
        while (store.Read(work => new DoseTable(work).All()).All(dose => dose.Press < press))
            await changed.WaitAsync(TestContext.Current.CancellationToken);
    }
}
