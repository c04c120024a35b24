using System.Diagnostics;
using System.Text.Json;
using MassagerControl.Tests.Runtime.Guarding;

namespace MassagerControl.Lab.Tests.Support;

/// <summary>The files of one test, and programs that know no others: their settings, data and locks are here, and the guest's message bus is the system's.</summary>
/// <param name="home">Whose settings, data and locks are used; null for those of this folder.</param>
internal sealed class LabFolder(VirtualMachine machine, LabFolder? home = null) : IDisposable
{
    // Conformance makes some thirty links, and bluetoothd takes two seconds to end each; on a busy machine far more.
    private static readonly TimeSpan LongestCommand = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lab");

    public string Path => _folder.FullName;

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary><c>massager</c> in a process of its own.</summary>
    public LiveProcess Start(params IEnumerable<string> args) => LiveProcess.Start(Path, [.. LiveProgram.Massager, .. args], Change);

    /// <summary>The same on a terminal that cannot move the cursor, so that it writes lines; its keys are the process's input.</summary>
    public LiveProcess StartOnTerminal(params IEnumerable<string> args) => LiveProcess.Start(
        Path, ["script", "--quiet", "--flush", "--return", "--command", $"exec {LiveProgram.MassagerText} {string.Join(' ', args)}", "/dev/null"], Change);

    /// <returns>What it printed, when it has ended with 0.</returns>
    public async Task<string> RunAsync(params IEnumerable<string> args)
    {
        using var process = Start(args);
        process.Input.Close();
        await process.EndsAsync(LongestCommand);
        Assert.True(process.ExitCode == 0, $"massager {string.Join(' ', args)} ended with {process.ExitCode}:\n{process.Text}");
        return process.Text;
    }

    /// <summary>Finds the peripheral over the air and remembers it as <c>device</c>; the link is closed again.</summary>
    public async Task PairAsync(AirPeripheral peripheral)
    {
        var said = await RunAsync("pair", VirtualMachine.PeripheralAddress, "--radio", $"bluez:{VirtualMachine.CentralAdapter}", "--timeout", "60", "--name", "device");
        Assert.Contains("Paired: device is a ", said, StringComparison.Ordinal);
        await peripheral.SeesAsync("disconnected");
    }

    /// <summary>The guard that has the device now.</summary>
    public Process Guard()
    {
        using var holder = JsonDocument.Parse(File.ReadAllText(Assert.Single(Directory.GetFiles(At("massager"), "*.guard.json"))));
        return Process.GetProcessById(holder.RootElement.GetProperty("pid").GetInt32());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Change(ProcessStartInfo start)
    {
        start.Environment["DBUS_SYSTEM_BUS_ADDRESS"] = machine.Bus;
        start.Environment["TERM"] = "dumb";
        foreach (var variable in new[] { "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "MASSAGER_DATA" })
            start.Environment[variable] = (home ?? this).Path;
    }
}
