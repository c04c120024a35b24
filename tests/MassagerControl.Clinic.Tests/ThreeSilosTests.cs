using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using MassagerControl.Clinic.Ledgers;
using MassagerControl.Clinic.Storage;
using MassagerControl.Tests.Clinic.Http;
using MassagerControl.Tests.Clinic.Support;
using Npgsql;

namespace MassagerControl.Tests.Clinic;

/// <summary>Three silos on one PostgreSQL, each killed in turn, and the database stopped for a while, under the traffic of twelve rooms.</summary>
public sealed class ThreeSilosTests(PostgresServer postgres, ITestOutputHelper output)
{
    private const int Rooms = 12;
    private const int LeastTries = 10_000;

    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task No_second_is_lost_or_counted_twice_and_no_place_is_given_to_two_rooms()
    {
        var database = await postgres.DatabaseAsync();
        var silos = new ClinicProcess[3];
        for (var number = 0; number < silos.Length; number++)
            silos[number] = await ClinicProcess.StartAsync(database);
        try
        {
            using var admin = new ClinicCaller(silos[0].Address, await new ClinicCaller(silos[0].Address).EnrolAsync(silos[0].Code!));
            var traffic = new Traffic(silos);
            var tokens = new List<string>();
            for (var room = 0; room < Rooms; room++)
                tokens.Add(await admin.LetInAsync("room", $"room-{room}"));
            var rooms = tokens.Select((token, room) => Task.Run(() => traffic.RunAsync(room, token), TestContext.Current.CancellationToken)).ToArray();

            for (var number = 0; number < silos.Length; number++)
            {
                await traffic.MoreAsync(LeastTries / 5);
                await silos[number].KillAsync();
                await traffic.MoreAsync(LeastTries / 20);
                silos[number] = await ClinicProcess.StartAsync(database);
            }
            await traffic.MoreAsync(LeastTries / 10);
            await postgres.StopAsync();
            await Task.Delay(Outage, TestContext.Current.CancellationToken);
            await postgres.StartAsync();
            await traffic.MoreAsync(LeastTries / 5);
            traffic.End();
            await Task.WhenAll(rooms);

            output.WriteLine(traffic.Figures);
            await traffic.AgreeAsync(database);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(string.Join("\n---\n", silos.Select(silo => silo?.Said)), exception);
        }
        finally
        {
            foreach (var silo in silos)
                if (silo is not null)
                    await silo.DisposeAsync();
        }
    }

    /// <summary>Rooms that want the same people and places, and press on until they are answered.</summary>
    private sealed class Traffic(ClinicProcess[] silos)
    {
        private const int People = 2_000;

        private static readonly (string Area, string? Side)[] Places = [("between-blades", "left"), ("between-blades", "right"), ("beside-spine", "left"), ("lower-back", "right")];

        private readonly ConcurrentBag<(string Person, string Session, TimeSpan Press)> _log = [];
        private readonly ConcurrentBag<(string Person, string Area, string? Side)> _given = [];
        private int _tries;
        private int _again;
        private volatile bool _ends;

        public string Figures => $"{_tries} tries, {_given.Count} granted, {_again} calls that had to be said again";

        public void End() => _ends = true;

        public async Task MoreAsync(int tries)
        {
            for (var until = Volatile.Read(ref _tries) + tries; Volatile.Read(ref _tries) < until;)
                await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        public async Task RunAsync(int room, string token)
        {
            var random = new Random(room);
            for (var number = 0; !_ends; number++)
            {
                await OneAsync(random, token, room, $"r{room}-{number}");
                Interlocked.Increment(ref _tries);
            }
        }

        public async Task AgreeAsync(string database)
        {
            await using var source = NpgsqlDataSource.Create(database);
            await using var select = source.CreateCommand("SELECT grainidextensionstring, payloadbinary FROM orleansstorage WHERE graintypestring LIKE '%ledger%'");
            await using var rows = await select.ExecuteReaderAsync();
            var kept = new List<(string, string, TimeSpan)>();
            while (await rows.ReadAsync())
                kept.AddRange(new StateJson().Deserialize<LedgerState>(new(rows.GetFieldValue<byte[]>(1))).Sessions.Select(one => (rows.GetString(0), one.Session, one.Counted)));

            Assert.True(_tries >= LeastTries, Figures);
            Assert.True(_given.Count > People, Figures);
            Assert.True(_again > Rooms, Figures);
            Assert.Equal(_log.Order(), kept.Order());
            Assert.Equal(_given.Count, _given.Distinct().Count());
        }

        private async Task OneAsync(Random random, string token, int room, string session)
        {
            var (person, (area, side), seconds) = ($"p{random.Next(People)}", Places[random.Next(Places.Length)], random.Next(20, 61));
            var until = DateTimeOffset.UtcNow.AddMinutes(29);
            if (await AnswerAsync(random, token, caller => caller.ReserveAsync(person, session, seconds, until, area, side)) != HttpStatusCode.OK)
                return;
            _given.Add((person, area, side));
            // One of ten dies with its log: all that it reserved counts.
            var press = random.Next(10) == 0 ? seconds : random.Next(1, seconds + 1);
            _log.Add((person, session, TimeSpan.FromSeconds(press)));
            if (press < seconds || random.Next(2) == 0)
                Assert.Equal(HttpStatusCode.OK, await AnswerAsync(random, token, caller => caller.SettleAsync(person, session, press)));
        }

        private async Task<HttpStatusCode> AnswerAsync(Random random, string token, Func<ClinicCaller, Task<(HttpStatusCode Status, System.Text.Json.Nodes.JsonNode? Body)>> call)
        {
            while (true)
            {
                try
                {
                    using var caller = new ClinicCaller(silos[random.Next(silos.Length)].Address, token);
                    var status = (await call(caller)).Status;
                    if (status is HttpStatusCode.OK or HttpStatusCode.Conflict)
                        return status;
                    Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
                }
                catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException or JsonException)
                {
                    // The silo is gone, or is going: another.
                }
                Interlocked.Increment(ref _again);
                await Task.Delay(50);
            }
        }
    }
}
