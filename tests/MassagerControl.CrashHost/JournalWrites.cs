using System.Globalization;
using MassagerControl.Core.Safety;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.CrashHost;

/// <summary>Writes a thousand entries of a journal and prints the number of each when it is written: to be killed meanwhile.</summary>
internal static class JournalWrites
{
    public const string Name = "journal";
    private const int Count = 1_000;

    public static int Run(string folder, TimeProvider wall)
    {
        using var book = SessionStore.Open(new DataFolder(folder, true, null), StoreClock.Of(wall)).Sessions!;
        var now = book.Clock.Now();
        var beginning = new NewSession(now, "sim:x", "x", "lower-back", "left", "test", true, "{}", HardLimits.PressPerArea, OwnerProcess.Own);
        var session = book.Store.Write(work => new SessionTable(work).Begin(beginning));
        for (var seq = 1; seq <= Count; seq++)
        {
            var told = new StoredEvent(seq, TimeSpan.FromSeconds(seq), "stop", """{"cause":"test"}""");
            book.Store.Write(work => new SessionTable(work).Append(session, told));
            Console.Out.WriteLine(seq.ToString(CultureInfo.InvariantCulture));
            Console.Out.Flush();
        }
        return 0;
    }
}
