using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.Clinic.Http;
using MassagerControl.Tests.Clinic.Support;

namespace MassagerControl.Tests.Clinic.Day;

/// <summary>A whole clinic: PostgreSQL, silos behind one address over TLS, and rooms, each a process of its own. The clinic's clock is the test's, the rooms' is the machine's.</summary>
internal sealed class ClinicDay : IAsyncDisposable
{
    // Two cores have many programs to start.
    private const int StartedAtOnce = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clinic-day-");
    private readonly SocketsHttpHandler _handler;
    private readonly string _fingerprint;
    private readonly string _certificate;
    private readonly Balancer _balancer;
    private readonly ClinicProcess?[] _silos = new ClinicProcess?[3];

    private ClinicDay(QuickClock clock)
    {
        Clock = clock;
        Postgres = new(Directory.CreateTempSubdirectory("clinic-pg-"), clock);
        _certificate = Path.Combine(_folder.FullName, "clinic.pem");
        _fingerprint = MakeCertificate(_certificate);
        _handler = new() { SslOptions = new() { RemoteCertificateValidationCallback = IsOurs } };
        _balancer = new(() => [.. _silos.OfType<ClinicProcess>().Select(silo => silo.Port)]);
    }

    public QuickClock Clock { get; }

    public PostgresServer Postgres { get; }

    public string Database { get; private set; } = "";

    public RoomProcess[] Rooms { get; private set; } = [];

    /// <summary>The clinic for whoever calls from this computer.</summary>
    public Uri Gate => new($"https://127.0.0.1:{_balancer.Port}/");

    public string Said => string.Join("\n---\n", _silos.Select(silo => string.Join('\n', (silo?.Said ?? "").Split('\n').TakeLast(20))).Concat(Rooms.Select(room => $"{room.Name}: {room.Said}")));

    /// <param name="rooms">How many; the first has a network of its own.</param>
    public static async Task<ClinicDay> BeginAsync(int rooms)
    {
        var day = new ClinicDay(QuickClock.Make());
        await day.Postgres.InitializeAsync();
        day.Database = await day.Postgres.DatabaseAsync();
        await day.StartSiloAsync(0);
        var code = day._silos[0]!.Code!;
        await Task.WhenAll(day.StartSiloAsync(1), day.StartSiloAsync(2));
        using var nobody = day.Caller(null);
        using var admin = day.Caller(await nobody.EnrolAsync(code));
        day.Rooms = [.. Enumerable.Range(0, rooms).Select(number => new RoomProcess(
            number, Path.Combine(day._folder.FullName, $"room-{number}"), day._balancer.Port, number == 0 ? RoomNetwork.Make() : null))];
        var codes = new Dictionary<int, string>();
        foreach (var room in day.Rooms)
            codes[room.Number] = (string)(await admin.PostAsync("/api/admin/codes", new JsonObject { ["role"] = "room", ["name"] = room.Name }.ToJsonString())).Body!["code"]!;
        await Parallel.ForEachAsync(day.Rooms, new ParallelOptions { MaxDegreeOfParallelism = StartedAtOnce }, async (room, _) =>
        {
            await room.JoinAsync(codes[room.Number], day._fingerprint);
            await room.StartAsync();
        });
        return day;
    }

    public ClinicCaller Caller(string? token) => new(Gate, token, handler: _handler);

    public async Task StartSiloAsync(int number) => _silos[number] = await ClinicProcess.StartAsync(Database, Clock, _certificate);

    /// <summary>As kill -9.</summary>
    public Task KillSiloAsync(int number) => _silos[number]!.KillAsync();

    /// <summary>The clinic is gone: its silos and its database.</summary>
    public async Task StopAllAsync()
    {
        await Task.WhenAll(_silos.Select(silo => silo!.KillAsync()));
        await Postgres.StopAsync();
    }

    public async Task StartAllAsync()
    {
        await Postgres.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, _silos.Length).Select(StartSiloAsync));
    }

    /// <returns>Completes when no room has anything left that the clinic is to be told.</returns>
    public async Task SettledAsync(TimeSpan patience)
    {
        using var late = new CancellationTokenSource(patience);
        while (Rooms.FirstOrDefault(room => !IsSettled(room)) is { } room)
        {
            Assert.False(late.IsCancellationRequested, $"{room.Name} still has: {Left(room)}");
            // Whoever asks for somebody wakes what waits.
            using var asked = await room.Phone.GetAsync("api/choices?area=upper-trapezius&side=left&device=sim:sim-percussion-gun&personId=nobody", late.Token);
            await Task.Delay(250, late.Token);
        }
        Assert.All(Rooms, room => Assert.Empty(room.Read(work => new ClinicOutbox(work).Refused())));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var room in Rooms)
            await room.DisposeAsync();
        foreach (var silo in _silos.OfType<ClinicProcess>())
            await silo.DisposeAsync();
        await _balancer.DisposeAsync();
        _handler.Dispose();
        await Postgres.DisposeAsync();
        Clock.Dispose();
        _folder.Delete(recursive: true);
    }

    private static bool IsSettled(RoomProcess room) => room.Read(work => new ClinicBookings(work).All().IsEmpty && new ClinicOutbox(work).Waiting().IsEmpty);

    private static string Left(RoomProcess room) => room.Read(work => string.Join("; ", [.. new ClinicBookings(work).All().Select(one => $"{one}"), .. new ClinicOutbox(work).Waiting().Select(one => $"{one}")]));

    private bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.GetCertHashString(HashAlgorithmName.SHA256) == _fingerprint;

    /// <returns>Its fingerprint.</returns>
    private static string MakeCertificate(string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=clinic", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        File.WriteAllText(file, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }
}
