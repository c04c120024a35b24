using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using MassagerControl.App.Hosting;

namespace MassagerControl.Tests.Web;

/// <summary>Figures for operators: told where somebody listens, and to nobody else.</summary>
public sealed class ServiceMetersTests
{
    private readonly ConcurrentQueue<(string Name, double Value, string Labels)> _told = new();

    [Fact]
    public async Task A_session_its_STOP_its_page_and_a_stranger_are_counted()
    {
        await using var host = await ServedHost.StartAsync();
        using var listening = Listen(host.Service.Meter);
        using var phone = await host.PairAsync();
        using (var socket = await phone.ConnectAsync())
        {
            var session = await phone.StartAsync(""","warmUp":false""");
            await socket.SessionAsync(session, shown => shown.GetProperty("level").GetInt32() > 0);
            await socket.SendAsync("""{"type":"stop","id":1}""");
            await socket.SessionAsync(session, shown => shown.GetProperty("outcome").GetString() is "stopped");
        }
        using var stranger = host.Stranger();
        (await stranger.GetAsync("api/state", TestContext.Current.CancellationToken)).Dispose();
        await host.EndAsync();

        Assert.Equal([1, -1], Values("massager.sessions.running"));
        Assert.Equal([1], Values("massager.session.stops"));
        Assert.InRange(Assert.Single(Values("massager.session.stop.duration")), 0, 60);
        Assert.Equal([1, -1], Values("massager.sockets.open"));
        Assert.Equal("reason=token", Assert.Single(_told, told => told.Name == "massager.requests.refused").Labels);
        Assert.All(_told.Where(told => told.Name != "massager.requests.refused"), told => Assert.Empty(told.Labels));
    }

    /// <summary>OTLP over HTTP, as a collector takes it.</summary>
    [Fact]
    public async Task A_collector_that_is_asked_for_gets_the_figures_and_nothing_of_anybody()
    {
        using var collector = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort()}";
        collector.Prefixes.Add($"{address}/");
        collector.Start();
        var taking = TakeAsync(collector);
        await using var host = await ServedHost.StartAsync();
        using (MetricsExport.To(MetricsExport.Address(address)))
        {
            using var phone = await host.PairAsync("Zebediah");
            await phone.StartAsync();
            await phone.PostAsync("api/stop");
        }

        var (path, body) = await taking;
        Assert.Equal("/v1/metrics", path);
        Assert.Contains("massager.sessions.running", body, StringComparison.Ordinal);
        Assert.Contains("massager.session.stops", body, StringComparison.Ordinal);
        foreach (var word in new[] { "Zebediah", "trapezius", "compression", "rating" })
            Assert.DoesNotContain(word, body, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("127.0.0.1:4318")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("/tmp/metrics")]
    [InlineData("")]
    public void What_is_no_address_of_a_collector_is_refused(string text) => Assert.Null(MetricsExport.Address(text));

    private double[] Values(string name) => [.. _told.Where(told => told.Name == name).Select(told => told.Value)];

    private MeterListener Listen(Meter meter)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == meter)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => Take(instrument, value, labels));
        listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Take(instrument, value, labels));
        listener.Start();
        return listener;
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels) =>
        _told.Enqueue((instrument.Name, value, string.Join(',', labels.ToArray().Select(label => $"{label.Key}={label.Value}"))));

    private static async Task<(string Path, string Body)> TakeAsync(HttpListener collector)
    {
        var request = await collector.GetContextAsync();
        var body = new MemoryStream();
        await request.Request.InputStream.CopyToAsync(body, TestContext.Current.CancellationToken);
        request.Response.Close();
        return (request.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray()));
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
