using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace MassagerControl.Runtime.Guarding;

/// <summary>Starts this program once more, as a guard.</summary>
public static class GuardProgram
{
    /// <summary>The command that makes a process of this program a guard.</summary>
    public const string CommandName = "guard";

    private const string Default = "massager";

    // An executable with more radios is its own guard: the default one would not find the device.
    private static readonly string Own = Assembly.GetEntryAssembly()?.GetName().Name is { } entry && entry.StartsWith(Default, StringComparison.Ordinal) ? entry : Default;

    /// <exception cref="System.ComponentModel.Win32Exception">Not started.</exception>
    public static Process Start(GuardOrder order)
    {
        var start = Command();
        // All three: a child that shares the terminal would have its settings changed under the session's screen.
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        string[] args =
        [
            CommandName, "--device", order.Reach.Device, "--profiles", order.Reach.Profiles,
            "--lang", order.Language.Tag, "--owner", Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            .. order.Screen ? ["--screen"] : Array.Empty<string>(),
            .. order.Kept is { } kept ? ["--data", kept.Folder, "--kept-as", kept.Device] : Array.Empty<string>(),
        ];
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        foreach (var limit in start.Environment.Keys.Where(IsMemoryLimit).ToArray())
            start.Environment.Remove(limit);
        // It speaks to the session, not to a service manager.
        start.Environment.Remove("NOTIFY_SOCKET");
        // Small and steady: it mostly waits.
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Process.Start(start)!;
    }

    private static ProcessStartInfo Command()
    {
        if (Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == Own)
            return new(path);
        // Started by the dotnet command, which this runtime lies below.
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return new(dotnet) { ArgumentList = { Path.Combine(AppContext.BaseDirectory, Own + ".dll") } };
    }

    // What the session is to run out of first, its guard must not.
    private static bool IsMemoryLimit(string variable) =>
        variable.StartsWith("DOTNET_GC", StringComparison.OrdinalIgnoreCase) || variable.StartsWith("COMPlus_GC", StringComparison.OrdinalIgnoreCase);
}
