using System.Collections.Concurrent;
using System.Text.Json;
using MassagerControl.Runtime.Clinics;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.Runtime.Clinics;

namespace MassagerControl.Tests.Web;

/// <summary>A room of a clinic: the service with a phone, in this process.</summary>
internal sealed class ClinicHost : IAsyncDisposable
{
    private readonly ServedHost _host;
    private readonly ClinicRoom _room;

    private ClinicHost(ServedHost host, ClinicRoom room, ServedRemote phone) => (_host, _room, Phone) = (host, room, phone);

    public ServedRemote Phone { get; }

    public string Data => _host.Data;

    /// <summary>What somebody at this computer would read.</summary>
    public ConcurrentQueue<string> Said { get; private init; } = new();

    /// <param name="wall">The clock of this room; null for this computer's own.</param>
    public static Task<ClinicHost> StartAsync(FakeClinic clinic, TimeProvider? wall = null, DirectoryInfo? data = null, string? fingerprint = null) =>
        StartAsync(new ClinicKey(clinic.Address, fingerprint, "room 1", FakeClinic.Token), wall, data);

    /// <param name="key">Of any clinic.</param>
    public static async Task<ClinicHost> StartAsync(ClinicKey key, TimeProvider? wall = null, DirectoryInfo? data = null)
    {
        ClinicRoom? room = null;
        var said = new ConcurrentQueue<string>();
        var host = await ServedHost.StartAsync(
            options =>
            {
                var clock = wall is null ? options.Intake.Clock : new StoreClock(wall, () => null);
                var opened = ClinicRoom.Open(key, options.Data, clock, words => said.Enqueue(words.Text));
                room = opened.Room;
                Assert.Null(opened.Problem);
                return options with { Clinic = room, Intake = options.Intake with { Clock = clock } };
            },
            data);
        return new(host, room!, await host.PairAsync()) { Said = said };
    }

    /// <summary>Starts a session of a person; at the highest speed unless it says otherwise.</summary>
    public Task<(System.Net.HttpStatusCode Status, JsonElement Body)> StartAsync(string person, string area = "upper-trapezius", string speed = "\"max\"", string lang = "en") => Phone.PostAsync(
        $"api/sessions?lang={lang}",
        $$"""{"program":"compression","device":"sim:sim-percussion-gun","area":"{{area}}","side":"left","speed":{{speed}},"seed":1,"person":"steady","press":20,"reps":2,"personId":"{{person}}"}""");

    /// <returns>Completes when a session is over and written down.</returns>
    public async Task<JsonElement> OverAsync(int number)
    {
        while (true)
        {
            var session = await Phone.SessionAsync(number);
            if (session.GetProperty("over").GetBoolean() && Read(work => new SessionTable(work).Open().IsEmpty))
                return session;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public T Read<T>(Func<Transaction, T> work)
    {
        using var store = MassagerStore.OpenExisting(Data).Store!;
        return store.Read(work);
    }

    public async ValueTask DisposeAsync()
    {
        Phone.Dispose();
        await _host.EndAsync();
        await _room.DisposeAsync();
        await _host.DisposeAsync();
    }
}
