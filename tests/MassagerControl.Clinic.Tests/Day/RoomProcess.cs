using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using MassagerControl.Runtime.Clinics;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.Clinic.Day;

/// <summary>A room: a real <c>massager serve</c> with a data folder of its own and a phone that controls.</summary>
internal sealed class RoomProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "massager");

    private readonly string _folder;
    private readonly Uri _clinic;
    private readonly RoomNetwork? _network;
    private readonly int _port = FreePort();
    private readonly List<string> _said = [];
    private Process? _process;

    /// <param name="folder">For all that it keeps.</param>
    /// <param name="balancer">The port of the clinic on this computer.</param>
    /// <param name="network">Null: that of the computer.</param>
    public RoomProcess(int number, string folder, int balancer, RoomNetwork? network)
    {
        (Number, _folder, _network) = (number, folder, network);
        _clinic = new($"https://{network?.Clinic ?? "127.0.0.1"}:{balancer}/");
        Address = new($"http://{network?.Room ?? "127.0.0.1"}:{_port}/");
    }

    public int Number { get; }

    public string Name => $"room-{Number}";

    public string Data => Path.Combine(_folder, "data");

    public RoomNetwork? Network => _network;

    /// <summary>Of its page.</summary>
    public Uri Address { get; }

    /// <summary>Of its phone; the same also after a restart.</summary>
    public HttpClient Phone { get; private set; } = null!;

    /// <summary>The key that the clinic gave it.</summary>
    public string Token => new ClinicKeyFile(Data).Read().Key!.Token;

    /// <summary>All that it said on both of its streams.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return string.Join('\n', _said);
        }
    }

    /// <summary>Becomes a room of the clinic.</summary>
    public async Task JoinAsync(string code, string fingerprint)
    {
        Directory.CreateDirectory(_folder);
        using var join = Start("clinic", "join", _clinic.ToString(), "--code", code, "--fingerprint", fingerprint, "--data", Data);
        await join.WaitForExitAsync();
        Assert.True(join.ExitCode == 0, Said);
    }

    public async Task StartAsync()
    {
        _process = Start([
            "serve", "--json", "--port", $"{_port}", "--data", Data, "--clinic", _clinic.ToString(), .. _network is null ? Array.Empty<string>() : ["--lan", "--allow-start"]]);
        var code = await CodeAsync();
        if (Phone is null)
            await PairAsync(code);
    }

    /// <summary>As kill -9.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public T Read<T>(Func<Transaction, T> work)
    {
        using var store = MassagerStore.OpenExisting(Data).Store!;
        return store.Read(work);
    }

    public async ValueTask DisposeAsync()
    {
        Phone?.Dispose();
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        _network?.Dispose();
    }

    private async Task PairAsync(string code)
    {
        Phone = new() { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
        using var answer = await Phone.PostAsync("api/pair", Json($$"""{"code":"{{code}}","name":"phone"}"""));
        var paired = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Phone.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", paired.GetProperty("token").GetString());
    }

    /// <summary>Waits until it answers.</summary>
    /// <returns>The code for a phone.</returns>
    private async Task<string> CodeAsync()
    {
        while (true)
        {
            lock (_said)
                if (_said.FindLast(line => line.Contains("\"code\"", StringComparison.Ordinal)) is { } shown)
                    return JsonElement.Parse(shown).GetProperty("code").GetString()!;
            Assert.False(_process!.HasExited, Said);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private Process Start(params string[] args)
    {
        string[] command = [.. _network?.Enter ?? [], Program, .. args];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["XDG_RUNTIME_DIR"] = _folder, ["LC_ALL"] = "C.UTF-8" },
        };
        lock (_said)
            _said.Clear();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_said)
            _said.Add(line);
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
