using System.Diagnostics.Metrics;

namespace MassagerControl.Web.Telemetry;

/// <summary>Figures of the service for whoever operates it. No label says anything of a person.</summary>
internal sealed class ServiceMeters : IDisposable
{
    public const string MeterName = "MassagerControl";

    // From a write over Bluetooth that is quick to the ten seconds after which off counts as not confirmed.
    private static readonly double[] StopBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly UpDownCounter<int> _sessions;
    private readonly Counter<int> _stops;
    private readonly Histogram<double> _stopTimes;
    private readonly UpDownCounter<int> _sockets;
    private readonly Counter<int> _dropped;
    private readonly Counter<int> _refused;

    public ServiceMeters()
    {
        Meter = new Meter(MeterName);
        _sessions = Meter.CreateUpDownCounter<int>("massager.sessions.running", "{session}", "Sessions that have begun and not ended.");
        _stops = Meter.CreateCounter<int>("massager.session.stops", "{stop}", "STOPs that reached a session.");
        _stopTimes = Meter.CreateHistogram(
            "massager.session.stop.duration", "s", "From a STOP at the host until the device has accepted level 0.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = StopBounds });
        _sockets = Meter.CreateUpDownCounter<int>("massager.sockets.open", "{socket}", "Pages that are connected.");
        _dropped = Meter.CreateCounter<int>("massager.watchers.dropped", "{watcher}", "Watchers that were too slow or broke.");
        _refused = Meter.CreateCounter<int>("massager.requests.refused", "{request}", "Requests that were refused, by what was wrong.");
    }

    public Meter Meter { get; }

    public void SessionBegan() => _sessions.Add(1);

    public void SessionEnded() => _sessions.Add(-1);

    public void Stop() => _stops.Add(1);

    public void Stopped(TimeSpan after) => _stopTimes.Record(after.TotalSeconds);

    public void SocketOpened() => _sockets.Add(1);

    public void SocketClosed() => _sockets.Add(-1);

    public void WatcherDropped() => _dropped.Add(1);

    public void Refused(string why) => _refused.Add(1, new KeyValuePair<string, object?>("reason", why));

    public void Dispose() => Meter.Dispose();
}
