using System.Diagnostics;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Clinic.Support;

/// <summary>A wall clock that a test sets, for the processes that are started with it. Clocks that nobody can set go on as they are.</summary>
internal sealed class QuickClock : IDisposable
{
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly DirectoryInfo _folder;
    private readonly string _library;
    private readonly string _file;

    private QuickClock(DirectoryInfo folder, string library)
    {
        (_folder, _library, _file) = (folder, library, Path.Combine(folder.FullName, $"{Guid.NewGuid():N}"));
        Set(TimeSpan.Zero);
    }

    /// <summary>How much it is ahead of the machine's.</summary>
    public TimeSpan Ahead { get; private set; }

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + Ahead;

    /// <summary>For whatever is to go by this clock.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables => [new("LD_PRELOAD", _library), new("MASSAGER_TEST_CLOCK", _file)];

    /// <summary>Builds it, with gcc.</summary>
    public static QuickClock Make()
    {
        var folder = Directory.CreateTempSubdirectory("quick-clock-");
        // PostgreSQL runs as a user of its own.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, ForAll);
        var library = Path.Combine(folder.FullName, "quick-clock.so");
        using var build = Process.Start(new ProcessStartInfo("gcc", ["-shared", "-fPIC", "-O2", "-o", library, Repository.PathOf("tests", "MassagerControl.Clinic.Tests", "Day", "quick-clock.c")]))!;
        build.WaitForExit();
        Assert.Equal(0, build.ExitCode);
        return new(folder, library);
    }

    /// <summary>Another clock, which begins where this one is.</summary>
    public QuickClock Another()
    {
        var other = new QuickClock(_folder, _library);
        other.Set(Ahead);
        return other;
    }

    public void Jump(TimeSpan by) => Set(Ahead + by);

    public void Set(TimeSpan ahead)
    {
        Ahead = ahead;
        using var file = File.OpenHandle(_file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.Write(file, BitConverter.GetBytes(ahead.Ticks * 100), 0);
    }

    public void Dispose()
    {
        if (_folder.Exists)
            _folder.Delete(recursive: true);
    }
}
