using System.Net;

namespace MassagerControl.Web.Telemetry;

/// <summary>Log and figures of the service.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class ServiceTelemetry(ServiceLog log, TimeProvider time) : IDisposable
{
    /// <summary>Lines of refused requests within a minute: whoever sends many must not fill a disk.</summary>
    public const int MostRefused = 60;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long _began = time.GetTimestamp();
    private int _logged;

    public ServiceLog Log => log;

    public ServiceMeters Meters { get; } = new();

    /// <summary>Somebody is refused. Every one counts, and so many are logged.</summary>
    /// <param name="why">One of a few words.</param>
    public void Refused(IPAddress? address, string why)
    {
        Meters.Refused(why);
        var line = Next();
        if (line < MostRefused)
            log.Refused(Plain(address), why);
        else if (line == MostRefused)
            log.MoreRefused();
    }

    public void Dispose() => Meters.Dispose();

    private static string Plain(IPAddress? address) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        _ => address.ToString(),
    };

    private int Next()
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_began) >= Minute)
                (_began, _logged) = (time.GetTimestamp(), 0);
            return _logged <= MostRefused ? _logged++ : _logged;
        }
    }
}
