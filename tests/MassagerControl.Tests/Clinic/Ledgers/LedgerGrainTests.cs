using System.Collections.Concurrent;
using MassagerControl.Clinic.Ledgers;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Runtime;

namespace MassagerControl.Tests.Clinic.Ledgers;

/// <summary>The ledger as a grain: it answers what is kept, through failing writes, moves and silos that die.</summary>
public sealed class LedgerGrainTests
{
    private const int Calls = 10_000;

    [Fact]
    public async Task What_was_granted_is_known_after_the_grain_moved()
    {
        await using var cluster = await ClinicCluster.StartAsync();
        var ledger = cluster.Grains.GetGrain<ILedgerGrain>("ann");
        var asked = new ReserveRequest("a", "one", LedgerBench.Area, "left", TimeSpan.FromSeconds(60), cluster.Clock.Now.AddMinutes(20));

        var granted = await ledger.ReserveAsync(asked);
        await ledger.AsReference<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
        cluster.Clock.Pass(0.1);

        Assert.Equal(new Granted(asked.Planned, asked.Until), granted);
        Assert.Equal(granted, await ledger.ReserveAsync(asked));
        Assert.Equal(new Counted(TimeSpan.FromSeconds(30), TimeSpan.Zero), await ledger.SettleAsync(new("a", "one", TimeSpan.FromSeconds(30))));
        Assert.True(Assert.IsType<Refused>(await ledger.SettleAsync(new("a", "one", TimeSpan.FromSeconds(31)))).Contradicts);
        Assert.Equal(TimeSpan.FromSeconds(1050), (await ledger.ForecastAsync(LedgerBench.Area, "left")).DayRoom);
        Assert.Equal(TimeSpan.FromSeconds(1080), (await cluster.Grains.GetGrain<ILedgerGrain>("ben").ForecastAsync(LedgerBench.Area, "left")).DayRoom);
    }

    [Fact]
    public async Task Nothing_is_answered_from_a_write_that_failed()
    {
        await using var cluster = await ClinicCluster.StartAsync();
        var ledger = cluster.Grains.GetGrain<ILedgerGrain>("ann");
        var asked = new ReserveRequest("a", "one", LedgerBench.Area, "left", TimeSpan.FromSeconds(60), cluster.Clock.Now.AddMinutes(20));
        await ledger.ReadAsync();
        cluster.Storage.FailBy(new Always(0));

        // The first fails in its write; the second must not be answered from the memory that was ahead of it.
        await Assert.ThrowsAsync<OrleansException>(() => ledger.ReserveAsync(asked));
        await Assert.ThrowsAsync<OrleansException>(() => ledger.ReserveAsync(asked));
        cluster.Storage.FailBy(null);
        Assert.Empty((await ledger.ReadAsync()).Sessions);

        cluster.Storage.FailBy(new Always(1));
        await Assert.ThrowsAsync<OrleansException>(() => ledger.ReserveAsync(asked));
        cluster.Storage.FailBy(null);
        Assert.IsType<Granted>(await ledger.ReserveAsync(asked));
        Assert.Single((await ledger.ReadAsync()).Sessions);
    }

    [Fact]
    public async Task Rooms_that_press_on_through_failing_writes_and_dying_silos_lose_no_second_and_count_none_twice()
    {
        await using var cluster = await ClinicCluster.StartAsync(3);
        cluster.Storage.FailBy(new Random(16));
        var traffic = new Traffic(cluster);
        var rooms = Enumerable.Range(0, 6).Select(room => Task.Run(() => traffic.RunAsync(room, Calls / 6), TestContext.Current.CancellationToken)).ToArray();

        var deaths = 0;
        while (rooms.Any(room => !room.IsCompleted) && deaths < 3)
        {
            await traffic.ReachedAsync((deaths + 1) * Calls / 5);
            var silo = cluster.Silos.Silos[deaths % cluster.Silos.Silos.Count];
            await cluster.Silos.KillSiloAsync(silo, TestContext.Current.CancellationToken);
            await cluster.Silos.StartAdditionalSiloAsync();
            deaths++;
        }
        await Task.WhenAll(rooms);
        cluster.Storage.FailBy(null);

        Assert.Equal(3, deaths);
        Assert.True(cluster.Storage.Failed is { Before: > 50, After: > 50 }, $"{cluster.Storage.Failed}");
        await traffic.AgreeAsync();
    }

    private sealed class Always(int fault) : Random
    {
        public override int Next(int maxValue) => fault;
    }

    /// <summary>Rooms that reserve and settle as a real one must: the same request again until there is an answer, and a log of their own.</summary>
    private sealed class Traffic(ClinicCluster cluster)
    {
        private static readonly string[] People = [.. Enumerable.Range(0, 12).Select(number => $"person-{number}")];
        private static readonly (string Area, string Side)[] Places = [("between-blades", "left"), ("between-blades", "right"), ("beside-spine", "left"), ("lower-back", "right")];

        private readonly ConcurrentBag<(string Person, string Session, TimeSpan Press)> _log = [];
        private readonly Lock _gate = new();
        private int _done;

        public async Task RunAsync(int room, int calls)
        {
            var random = new Random(room);
            for (var call = 0; call < calls; call++)
            {
                await OneAsync(random, $"room-{room}", $"r{room}-{call}");
                if (random.Next(50) == 0)
                    await AnswerAsync(() => Done(cluster.Grains.GetGrain<ILedgerGrain>(People[random.Next(People.Length)]).AsReference<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken).AsTask()));
                lock (_gate)
                    cluster.Clock.Pass(random.NextDouble() / 60);
                Interlocked.Increment(ref _done);
            }
        }

        public async Task ReachedAsync(int calls)
        {
            while (Volatile.Read(ref _done) < calls)
                await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        public async Task AgreeAsync()
        {
            var seen = 0;
            foreach (var person in People)
            {
                var state = await cluster.Grains.GetGrain<ILedgerGrain>(person).ReadAsync();
                var kept = cluster.Storage.Read<LedgerState>("ledger", person)!;
                Assert.Equal(state.Sessions, kept.Sessions);
                Assert.Equal(
                    _log.Where(one => one.Person == person).Select(one => (one.Session, one.Press)).Order(),
                    kept.Sessions.Select(one => (one.Session, one.Counted)).Order());
                Assert.All(kept.Sessions, one => Assert.True(IsWithinLimits(one, kept.Sessions), $"{person} {one}"));
                seen += kept.Sessions.Length;
            }
            Assert.True(seen > 200, $"only {seen} sessions were granted");
        }

        private static bool IsWithinLimits(LedgerEntry one, IEnumerable<LedgerEntry> all)
        {
            var before = all.Where(other => other != one && other.Counted > TimeSpan.Zero && other.Granted <= one.Granted && other.End > one.Granted.AddHours(-24)).ToArray();
            var here = before.Where(other => (other.Area, other.Side) == (one.Area, one.Side)).ToArray();
            return before.Sum(other => other.Counted.TotalSeconds) + one.Planned.TotalSeconds <= 1080 && here.Length < 3 && here.All(other => other.End.AddHours(2) <= one.Granted);
        }

        private async Task OneAsync(Random random, string room, string session)
        {
            var person = People[random.Next(People.Length)];
            var ledger = cluster.Grains.GetGrain<ILedgerGrain>(person);
            var (area, side) = Places[random.Next(Places.Length)];
            var asked = new ReserveRequest(session, room, area, side, TimeSpan.FromSeconds(random.Next(20, 61)), cluster.Clock.Now.AddMinutes(29));
            var answer = await AnswerAsync(() => ledger.ReserveAsync(asked));
            // It was granted, and its time went by before anybody could say so.
            if (answer is Refused { Reasons: ["this session is over"] })
                _log.Add((person, session, asked.Planned));
            if (answer is not Granted)
                return;
            if (random.Next(10) == 0)
            {
                // A room that dies with its log: all that it reserved counts.
                _log.Add((person, session, asked.Planned));
                return;
            }
            var press = TimeSpan.FromSeconds(random.Next((int)asked.Planned.TotalSeconds + 1));
            _log.Add((person, session, press));
            Assert.IsType<Counted>(await AnswerAsync(() => ledger.SettleAsync(new(session, room, press))));
            if (random.Next(4) == 0)
                Assert.IsType<Counted>(await AnswerAsync(() => ledger.SettleAsync(new(session, room, press))));
        }

        private static async Task<bool> Done(Task task)
        {
            await task;
            return true;
        }

        private static async Task<T> AnswerAsync<T>(Func<Task<T>> call)
        {
            while (true)
            {
                try
                {
                    return await call();
                }
                catch (Exception exception) when (exception is IOException or OrleansException or TimeoutException or Orleans.Storage.InconsistentStateException)
                {
                    // Nobody knows whether it was done: the same again.
                }
            }
        }
    }
}
