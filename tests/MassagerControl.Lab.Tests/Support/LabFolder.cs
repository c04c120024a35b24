using System.Diagnostics;
using MassagerControl.Tests.App.Guarding;

namespace MassagerControl.Lab.Tests.Support;

/// <summary>The files of one test, and programs that know no others: their settings, data and locks are here, and the guest's message bus is the system's.</summary>
internal sealed class LabFolder(VirtualMachine machine) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lab");

    public string Path => _folder.FullName;

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary><c>massager</c> in a process of its own.</summary>
    public LiveProcess Start(params IEnumerable<string> args) => LiveProcess.Start(Path, "dotnet", [Program, .. args], Change);

    /// <summary>The same on a terminal that cannot move the cursor, so that it writes lines; its keys are the process's input.</summary>
    public LiveProcess StartOnTerminal(params IEnumerable<string> args) => LiveProcess.Start(
        Path, "script", ["--quiet", "--flush", "--return", "--command", $"exec dotnet {Program} {string.Join(' ', args)}", "/dev/null"], Change);

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Program => System.IO.Path.Combine(AppContext.BaseDirectory, "massager.dll");

    private void Change(ProcessStartInfo start)
    {
        start.Environment["DBUS_SYSTEM_BUS_ADDRESS"] = machine.Bus;
        start.Environment["TERM"] = "dumb";
        foreach (var variable in new[] { "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "MASSAGER_DATA" })
            start.Environment[variable] = Path;
    }
}
