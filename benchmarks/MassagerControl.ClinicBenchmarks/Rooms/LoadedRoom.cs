using System.Diagnostics;
using MassagerControl.Core.Areas;
using MassagerControl.Runtime.Clinics;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.ClinicBenchmarks.Rooms;

/// <summary>A room's side of the clinic without a data folder, whose disk would be measured here for all rooms: its requests and its lasting line.</summary>
internal sealed class LoadedRoom : IAsyncDisposable
{
    private static readonly AreaPlace Place = new("beside-spine", "left");
    private static readonly TimeSpan Press = TimeSpan.FromSeconds(60);

    private readonly string _name;
    private readonly ClinicCalls _calls;
    private readonly ClinicLine _line;
    private int _number;

    public LoadedRoom(Uri clinic, string name, string token)
    {
        _name = name;
        _calls = new(clinic, null, token, TimeProvider.System, static _ => { });
        _line = new(_calls, static _ => { }, static _ => { }, TimeProvider.System);
    }

    /// <summary>Somebody new: asks, reserves and settles, as a room does before and after a session.</summary>
    public async Task SessionAsync(LoadLog log)
    {
        var name = $"{_name}-{Interlocked.Increment(ref _number)}";
        var booking = new ClinicBooking($"s-{name}", $"p-{name}", Place.Area, Place.Side, Press, TimeProvider.System.GetUtcNow().AddMinutes(20), OwnerProcess.Own);
        var began = Stopwatch.GetTimestamp();
        if (!Fine(await _calls.SendAsync(HttpMethod.Get, ClinicWire.Forecast(booking.Person, Place), null, CancellationToken.None), log)
            || !Fine(await _calls.SendAsync(HttpMethod.Post, ClinicWire.Reserve(booking), ClinicWire.Body(booking), CancellationToken.None), log))
            return;
        log.Begun.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        var (path, body) = ClinicWire.Of(ClinicMessage.Settlement(booking, Press, TimeProvider.System.GetUtcNow()));
        began = Stopwatch.GetTimestamp();
        if (Fine(await _calls.SendAsync(HttpMethod.Post, path, body, CancellationToken.None), log))
            log.Settled.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    public async ValueTask DisposeAsync()
    {
        await _line.DisposeAsync();
        _calls.Dispose();
    }

    private static bool Fine(ClinicReply reply, LoadLog log)
    {
        if (!reply.IsDone)
            log.Failed.Add(string.Join("; ", reply.Reasons.Select(reason => reason.Text)));
        return reply.IsDone;
    }
}
