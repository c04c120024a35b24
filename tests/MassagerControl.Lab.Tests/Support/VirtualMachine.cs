using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace MassagerControl.Lab.Tests.Support;

/// <summary>A virtual machine with BlueZ and two controllers in reach of each other (<c>tests/bluetooth-lab/serve</c>), for as long as it is not disposed of.</summary>
public sealed class VirtualMachine : IAsyncLifetime
{
    /// <summary>Where the central is.</summary>
    public const string CentralAdapter = "hci0";

    /// <summary>Where the peripheral is.</summary>
    public const string PeripheralAdapter = "hci1";

    /// <summary>The peripheral's Bluetooth address, as btvirt gives it.</summary>
    public const string PeripheralAddress = "00:AA:01:01:00:01";

    /// <summary>Set where the tests themselves run in the guest: its message bus passes file descriptors, which one over TCP cannot.</summary>
    public const string InsideVariable = "MASSAGER_LAB_INSIDE";

    private const string CentralAddress = "00:AA:01:00:00:00";
    private const string EndMark = "== ";

    // The bus's address and the folder of this run, then silence until standard input is closed.
    private const string Tell = "echo \"$DBUS_SYSTEM_BUS_ADDRESS $MASSAGER_LAB_RUN\"; exec cat";

    private readonly bool _inside = Environment.GetEnvironmentVariable(InsideVariable) is not null;
    private readonly StringBuilder _errors = new();
    private Process? _serve;

    /// <summary>The guest's message bus, for <c>DBUS_SYSTEM_BUS_ADDRESS</c>.</summary>
    public string Bus { get; private set; } = "";

    /// <summary>What the guest wrote, and its shell.</summary>
    public string Folder { get; private set; } = "";

    /// <summary>A script of <c>tests/bluetooth-lab</c>.</summary>
    public static string Script(string name) => Path.Combine(Repository(), "tests", "bluetooth-lab", name);

    public async ValueTask InitializeAsync()
    {
        if (_inside)
        {
            Bus = "unix:path=/run/dbus/system_bus_socket";
            return;
        }
        var start = new ProcessStartInfo(Script("serve"), ["sh", "-c", Tell])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _serve = Process.Start(start)!;
        _serve.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
                _errors.AppendLine(line.Data);
        };
        _serve.BeginErrorReadLine();
        if (await _serve.StandardOutput.ReadLineAsync() is not { } told || told.Split(' ') is not [var bus, var folder])
            throw new InvalidOperationException($"there is no virtual machine:\n{Errors()}");
        (Bus, Folder) = (bus, folder);
    }

    /// <summary>Runs a line of bash as root in the guest.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It ended with another status than 0.</exception>
    public Task<string> RunAsync(string command, CancellationToken cancellation) => _inside ? HereAsync(command, cancellation) : ThereAsync(command, cancellation);

    /// <summary>Both adapters forget the other one, as if they had never met.</summary>
    public Task ForgetAsync(CancellationToken cancellation) => RunAsync("forget_devices", cancellation);

    /// <summary>The link breaks at once, by the peripheral's controller.</summary>
    public Task CutAsync(CancellationToken cancellation) =>
        RunAsync($"cut_link {PeripheralAdapter} {CentralAddress}", cancellation);

    /// <summary>Another program ends the link.</summary>
    public Task DisconnectAsync(CancellationToken cancellation) => RunAsync(
        $"busctl --system call org.bluez /org/bluez/{CentralAdapter}/dev_{PeripheralAddress.Replace(':', '_')} org.bluez.Device1 Disconnect", cancellation);

    /// <summary>Whether this bluetoothd says why a link ended.</summary>
    public async Task<bool> TellsWhyAsync(CancellationToken cancellation) =>
        Version.Parse((await RunAsync("/usr/libexec/bluetooth/bluetoothd --version", cancellation)).Trim()) >= new Version(5, 83);

    public async ValueTask DisposeAsync()
    {
        if (_serve is not { } serve)
            return;
        serve.StandardInput.Close();
        await serve.WaitForExitAsync();
        serve.Dispose();
    }

    private async Task<string> ThereAsync(string command, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(Folder, "shell")), cancellation);
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\n"), cancellation);
        var output = new StringBuilder();
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line == EndMark + "0")
                return output.ToString();
            if (line.StartsWith(EndMark, StringComparison.Ordinal))
                throw new InvalidOperationException($"'{command}' failed in the guest ({line}):\n{output}");
            output.AppendLine(line);
        }
        throw new InvalidOperationException($"the guest ended during '{command}':\n{output}");
    }

    private static async Task<string> HereAsync(string command, CancellationToken cancellation)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", $". /out/guest/common.sh; {command}"]) { RedirectStandardOutput = true })!;
        var output = await bash.StandardOutput.ReadToEndAsync(cancellation);
        await bash.WaitForExitAsync(cancellation);
        return bash.ExitCode == 0 ? output : throw new InvalidOperationException($"'{command}' failed ({bash.ExitCode}):\n{output}");
    }

    private string Errors()
    {
        lock (_errors)
            return _errors.ToString();
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MassagerControl.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the repository is not above the tests");
        return folder;
    }
}
