using System.Diagnostics;
using System.Globalization;

namespace MassagerControl.RadioContract;

/// <summary>A message bus of one's own: a <c>dbus-daemon</c> that ends with this process, whatever happens to it.</summary>
public sealed class PrivateBus : IAsyncDisposable
{
    private const string Daemon = "dbus-daemon";

    // Whoever reads its own standard input to the end knows when the test process is gone.
    private const string Script = """
        sh -c 'echo $$; exec dbus-daemon --config-file="$0" --nofork --nopidfile --print-address' "$0" 2>/dev/null &
        read -r _
        kill $! 2>/dev/null
        kill -CONT $! 2>/dev/null
        """;

    private readonly DirectoryInfo _folder;
    private readonly Process _shell;
    private readonly int _daemon;

    private PrivateBus(DirectoryInfo folder, Process shell, int daemon, string address) =>
        (_folder, _shell, _daemon, Address) = (folder, shell, daemon, address);

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Missing { get; } = !OperatingSystem.IsLinux()
        ? "D-Bus is spoken on Linux only"
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, Daemon))) ? null : $"{Daemon} is not installed";

    /// <summary>What a client's <c>DBUS_SYSTEM_BUS_ADDRESS</c> has to be.</summary>
    public string Address { get; }

    public static async Task<PrivateBus> StartAsync()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var folder = Directory.CreateTempSubdirectory("mc-bus");
        var config = Path.Combine(folder.FullName, "bus.conf");
        await File.WriteAllTextAsync(config, $"""
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>system</type>
              <listen>unix:path={Path.Combine(folder.FullName, "bus")}</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow send_destination="*" eavesdrop="true"/>
                <allow eavesdrop="true"/>
                <allow own="*"/>
                <allow user="*"/>
              </policy>
            </busconfig>
            """);
        var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script, config]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var daemon = int.Parse((await shell.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        var address = await shell.StandardOutput.ReadLineAsync();
        Assert.NotNull(address);
        return new(folder, shell, daemon, address);
    }

    /// <summary>Ends the bus without a farewell.</summary>
    public void Kill() => Send("KILL");

    /// <summary>Makes the bus silent: everything stays connected, nothing is answered.</summary>
    public void Freeze() => Send("STOP");

    public void Thaw() => Send("CONT");

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Send(string signal)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {_daemon.ToString(CultureInfo.InvariantCulture)}"]);
        kill.WaitForExit();
    }
}
