using System.Net;
using System.Net.Sockets;
using MassagerControl.Clinic;
using MassagerControl.Tests.Clinic.Ledgers;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Clinic.Http;

/// <summary>A clinic in memory, with its API on a port of this computer, and an admin.</summary>
public sealed class ServedClinic : IAsyncLifetime
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly Func<ClinicOptions, ClinicOptions> _change;
    private ClinicService? _service;

    public ServedClinic()
        : this(options => options)
    {
    }

    internal ServedClinic(Func<ClinicOptions, ClinicOptions> change) => _change = change;

    internal TestClock Clock { get; } = new();

    internal Uri Address => new(_service!.Address.Replace("[::]", "127.0.0.1", StringComparison.Ordinal));

    internal ClinicCaller Admin { get; private set; } = null!;

    internal string Said => _error.ToString();

    /// <summary>Of its certificate, as it shows it, without colons; null where it speaks in plain.</summary>
    internal string? Fingerprint => Shown.Split("fingerprint of its certificate: ") is [_, var shown] ? shown.Split('\n')[0].Trim().Replace(":", "", StringComparison.Ordinal) : null;

    /// <summary>What somebody at its computer would read.</summary>
    internal string Shown => _out.ToString();

    public async ValueTask InitializeAsync()
    {
        _service = new(
            _change(new() { Port = 0, SiloPort = FreePort(), Time = Clock, Out = _out, Error = _error }), LedgerBench.Questions);
        Assert.Null(await _service.StartAsync(CancellationToken.None));
        using var stranger = new ClinicCaller(Address, fingerprint: Fingerprint);
        Admin = new(Address, await stranger.EnrolAsync(_out.ToString().Split("ten minutes: ")[1].Split('\n')[0].Trim()), Fingerprint);
    }

    internal static async Task<ServedClinic> StartAsync(Func<ClinicOptions, ClinicOptions> change)
    {
        var clinic = new ServedClinic(change);
        await clinic.InitializeAsync();
        return clinic;
    }

    /// <summary>Somebody new.</summary>
    internal async Task<ClinicCaller> LetInAsync(string role, string name) => new(Address, await Admin.LetInAsync(role, name), Fingerprint);

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await _service!.DisposeAsync();
        await _out.DisposeAsync();
        await _error.DisposeAsync();
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
