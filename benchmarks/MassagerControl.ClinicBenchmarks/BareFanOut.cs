using System.Diagnostics;
using MassagerControl.ClinicBenchmarks.Processes;

namespace MassagerControl.ClinicBenchmarks;

/// <summary>As many clients as there are rooms, each with a request that waits at a server that does nothing else.</summary>
internal sealed class BareFanOut(Child server, int count) : IDisposable
{
    private readonly HttpClient[] _clients = [.. Enumerable.Range(0, count).Select(_ => new HttpClient { BaseAddress = server.Address })];
    private readonly HttpClient _desk = new() { BaseAddress = server.Address };

    /// <returns>Milliseconds from the POST until each client has read its answer.</returns>
    public async Task<double[]> RoundAsync()
    {
        var read = _clients.Select(ReadAsync).ToArray();
        while (await server.TellAsync("?") < count)
            await Task.Delay(5);
        await Task.Delay(100);
        var began = Stopwatch.GetTimestamp();
        (await _desk.PostAsync(new Uri("stop", UriKind.Relative), null)).Dispose();
        return [.. (await Task.WhenAll(read)).Select(at => Stopwatch.GetElapsedTime(began, at).TotalMilliseconds)];
    }

    public void Dispose()
    {
        _desk.Dispose();
        foreach (var client in _clients)
            client.Dispose();
    }

    private static async Task<long> ReadAsync(HttpClient client)
    {
        await client.GetByteArrayAsync(new Uri("wait", UriKind.Relative));
        return Stopwatch.GetTimestamp();
    }
}
