using MassagerControl.Runtime.Clinics;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.ClinicBenchmarks.Rooms;

/// <summary>A reservation of each room, for a new person each, that waits for a database that does not answer.</summary>
internal sealed class HangingReservations(Uri clinic)
{
    private readonly List<ClinicCalls> _rooms = [];
    private Task<ClinicReply>[] _asked = [];
    private int _number;

    public void Add(string token) => _rooms.Add(new(clinic, null, token, TimeProvider.System, static _ => { }));

    public void Ask() => _asked = [.. _rooms.Select(room => AskAsync(room, $"p-{++_number}"))];

    /// <exception cref="InvalidOperationException">One was answered: the figure would be worth nothing.</exception>
    public void MustHang()
    {
        if (_asked.Any(asked => asked.IsCompleted))
            throw new InvalidOperationException("A reservation was answered while the database was frozen.");
    }

    public Task EndAsync() => Task.WhenAll(_asked);

    private static Task<ClinicReply> AskAsync(ClinicCalls room, string person)
    {
        var booking = new ClinicBooking($"s-{person}", person, "beside-spine", "left", TimeSpan.FromSeconds(60), DateTimeOffset.UtcNow.AddMinutes(20), OwnerProcess.Own);
        return room.SendAsync(HttpMethod.Post, ClinicWire.Reserve(booking), ClinicWire.Body(booking), CancellationToken.None);
    }
}
