using System.Collections.Concurrent;
using System.Globalization;

namespace MassagerControl.Tests.Runtime.Guarding;

/// <summary>Nothing else runs beside these: they are about time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealTime
{
    public const string Name = "real time";
}

/// <summary>
/// A session that dies, hangs or freezes, with a device that goes on without it: the guard stops the motor. Two seconds are the promise on a machine that lets
/// it run; what the machine took meanwhile is measured and comes on top.
/// </summary>
[Collection(RealTime.Name)]
public sealed class KillTests(ITestOutputHelper output)
{
    private const double Promise = 2;
    private const int SideBySide = 10;
    private const int Tries = 10;

    /// <summary><c>GUARD_KILLS</c> sets how many; a multiple of 40 covers every cause at every moment.</summary>
    private static int Count => int.Parse(Environment.GetEnvironmentVariable("GUARD_KILLS") ?? "40", CultureInfo.InvariantCulture);

    [Fact]
    public async Task However_a_session_fails_the_motor_is_off_within_two_seconds_and_stays_off()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("processes are killed by signals");
        var results = await RunAsync(KillPlan.Series(Count));
        foreach (var result in results)
            output.WriteLine(result.ToString());
        output.WriteLine(Summary(results));

        Assert.All(results, result => Assert.True(result.LevelAfter == 0 && result.OffAfter <= Promise + result.Lost, $"{result}\n{result.Said}"));
        Assert.All(results, result => Assert.True(result.Ended, $"{result}: the process lives on"));
        // Otherwise the test would show nothing.
        Assert.All(results.GroupBy(result => result.Plan.Cause), cause => Assert.Contains(cause, result => result.LevelBefore > 0));
    }

    private async Task<KillResult[]> RunAsync(IEnumerable<KillPlan> plans)
    {
        var results = new ConcurrentBag<KillResult>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(plans, parallel, async (plan, cancellation) => results.Add(await RunAsync(plan, cancellation)));
        return [.. results.OrderBy(result => result.Plan.Number)];
    }

    private async Task<KillResult> RunAsync(KillPlan plan, CancellationToken cancellation)
    {
        for (var i = 0; i < Tries; i++)
        {
            using var bout = new KillBout(plan);
            if (await bout.RunAsync(cancellation) is { } result)
                return result;
            output.WriteLine($"{plan}: over before its turn, tried again");
        }
        throw new InvalidOperationException($"{plan}: the session ended before its moment, {Tries} times");
    }

    private static string Summary(KillResult[] results) => string.Join('\n', results.GroupBy(result => result.Plan.Cause).Select(cause =>
    {
        var running = cause.Where(result => result.LevelBefore > 0).Select(result => result.OffAfter).Order().ToArray();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{cause.Key}: {cause.Count()} kills, {running.Length} with the motor running: off after {running[running.Length / 2]:0.000} s in the middle, {running[^1]:0.000} s at most");
    }));
}
