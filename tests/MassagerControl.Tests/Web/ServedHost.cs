using System.Collections.Concurrent;
using System.Threading.Channels;
using MassagerControl.App.Radios;
using MassagerControl.Core;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Storage;
using MassagerControl.Web;
using MassagerControl.Web.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MassagerControl.Tests.Web;

/// <summary>The service in this process, on a real socket, with a data folder of its own.</summary>
internal sealed class ServedHost : IAsyncDisposable
{
    private readonly DirectoryInfo _data;
    private readonly WebService _service;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<ShownCode> _codes = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private Task<bool> _running = Task.FromResult(true);

    private ServedHost(Func<ServeOptions, ServeOptions>? change, DirectoryInfo? data)
    {
        _data = data ?? Directory.CreateTempSubdirectory("massager-served-");
        var folder = new DataFolder(_data.FullName, Explicit: true, State: null);
        var parts = new IntakeParts(ProgramLibrary.Folder, new DeviceSetup(ShippedRadios.All).Find, StoreClock.Of(TimeProvider.System), _ => null);
        var options = new ServeOptions(parts, folder, Path.Combine(_data.FullName, "profiles"), ShippedRadios.All) { Port = 0, Show = _codes.Enqueue, Say = Hear };
        _service = new WebService(change?.Invoke(options) ?? options, Sessions, services => services.AddSingleton<IHostLifetime, NoLifetime>());
    }

    public SessionHost Sessions { get; } = new();

    /// <summary>What somebody at the host would read.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    /// <returns>Completes when a line that fits has been said to the person at the host.</returns>
    public async Task SaidAsync(Func<string, bool> fits)
    {
        while (!Said.Any(fits))
            await _lines.Reader.ReadAsync(TestContext.Current.CancellationToken);
    }

    public WebService Service => _service;

    public Uri Address => new(_service.PageAddress);

    /// <summary>The code that the host shows now.</summary>
    public string Code => _codes.Last().Code;

    /// <summary>Of the certificate, as it is shown now; null where nothing is encrypted.</summary>
    public string? Fingerprint => _codes.Last().Fingerprint;

    /// <summary>Every code that was shown.</summary>
    public IEnumerable<string> Codes => _codes.Select(shown => shown.Code);

    public string Data => _data.FullName;

    /// <param name="data">A data folder of before; null for a new one. It is deleted with the host.</param>
    public static async Task<ServedHost> StartAsync(Func<ServeOptions, ServeOptions>? change = null, DirectoryInfo? data = null)
    {
        var host = new ServedHost(change, data);
        await host._service.StartAsync(TestContext.Current.CancellationToken);
        host._running = host._service.RunAsync(host._end.Token);
        return host;
    }

    /// <summary>A client that nobody has paired.</summary>
    public HttpClient Stranger() => new() { BaseAddress = Address };

    /// <summary>A phone that was paired with the code that the host shows.</summary>
    public Task<ServedRemote> PairAsync(string name = "phone") => PairAsync(name, Code);

    public Task<ServedRemote> PairAsync(string name, string code) => ServedRemote.PairAsync(Address, name, code);

    /// <summary>As a signal that ends the service.</summary>
    /// <returns>Every motor is confirmed off.</returns>
    public async Task<bool> EndAsync()
    {
        await _end.CancelAsync();
        return await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await _service.DisposeAsync();
        _end.Dispose();
        _data.Delete(recursive: true);
    }

    private void Hear(Phrase line)
    {
        Said.Enqueue(line.Text);
        _lines.Writer.TryWrite(line.Text);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
