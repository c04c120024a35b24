using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using MassagerControl.Tests.Clinic.Http;
using MassagerControl.Tests.Clinic.Support;

namespace MassagerControl.Tests.Clinic;

/// <summary>A silo that stood still, and that the others have given up, still believes that it has the ledgers that are elsewhere now.</summary>
public sealed class SplitTests(PostgresServer postgres, ITestOutputHelper output)
{
    private const int People = 60;
    private const string First = "upper-trapezius";
    private const string Then = "between-blades";

    // Others miss it after some six seconds; this machine may have much else to do.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_silo_that_was_frozen_gives_nobody_what_the_others_gave_meanwhile()
    {
        var database = await postgres.DatabaseAsync();
        var silos = new List<ClinicProcess>();
        try
        {
            for (var number = 0; number < 3; number++)
                silos.Add(await ClinicProcess.StartAsync(database));
            using var admin = new ClinicCaller(silos[0].Address, await new ClinicCaller(silos[0].Address).EnrolAsync(silos[0].Code!));
            var (one, other) = (await admin.LetInAsync("room", "one"), await admin.LetInAsync("room", "other"));
            // Now a third of the ledgers is in the memory of each.
            Assert.All(await AllAsync(silos[1], one, First, "a"), status => Assert.Equal(HttpStatusCode.OK, status));

            silos[2].Freeze();
            Assert.All(await AllAsync(silos[1], one, Then, "b"), status => Assert.Equal(HttpStatusCode.OK, status));
            silos[2].Thaw();
            var answers = await Task.WhenAll(Enumerable.Range(0, People).Select(person => OnceAsync(silos[2], other, person)));

            Assert.DoesNotContain(HttpStatusCode.OK, answers);
            Assert.All(await AllAsync(silos[0], other, Then, "d"), status => Assert.Equal(HttpStatusCode.Conflict, status));
            await GoneOrGoodAsync(silos[2], other);
            output.WriteLine($"{answers.GroupBy(answer => $"{answer}").Aggregate("", (text, one) => $"{text} {one.Count()} × {one.Key}")}; ended: {silos[2].HasEnded}");
        }
        finally
        {
            foreach (var silo in silos)
                await silo.DisposeAsync();
        }
    }

    /// <summary>Asks for everybody until each is answered.</summary>
    private static async Task<IEnumerable<HttpStatusCode>> AllAsync(ClinicProcess silo, string token, string area, string mark)
    {
        var answers = new ConcurrentBag<HttpStatusCode>();
        using var late = new CancellationTokenSource(Patience);
        await Parallel.ForEachAsync(Enumerable.Range(0, People), new ParallelOptions { MaxDegreeOfParallelism = 12, CancellationToken = late.Token }, async (person, end) =>
        {
            while (await AskAsync(silo, token, person, area, $"{mark}-{person}") is var status)
            {
                if (status is not (null or HttpStatusCode.ServiceUnavailable))
                {
                    answers.Add(status.Value);
                    return;
                }
                await Task.Delay(100, end);
            }
        });
        return answers;
    }

    private static Task<HttpStatusCode?> OnceAsync(ClinicProcess silo, string token, int person) => AskAsync(silo, token, person, Then, $"c-{person}");

    private static async Task<HttpStatusCode?> AskAsync(ClinicProcess silo, string token, int person, string area, string session)
    {
        try
        {
            using var caller = new ClinicCaller(silo.Address, token);
            return (await caller.ReserveAsync($"s{person}", session, 40, DateTimeOffset.UtcNow.AddMinutes(20), area)).Status;
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException or IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>It ends, so that whatever watches over it starts it anew; or it goes on and says the same as the others.</summary>
    private static async Task GoneOrGoodAsync(ClinicProcess silo, string token)
    {
        using var late = new CancellationTokenSource(Patience);
        while (!silo.HasEnded && await AskAsync(silo, token, 1, Then, "e-1") != HttpStatusCode.Conflict)
            await Task.Delay(200, late.Token);
    }
}
