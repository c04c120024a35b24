using System.Globalization;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Tests.Core.Sessions;

public sealed class RandomSessionTests
{
    /// <summary>RANDOM_SESSIONS makes it fewer for a mutation run, or more for a soak.</summary>
    private static int Sessions { get; } =
        int.Parse(Environment.GetEnvironmentVariable("RANDOM_SESSIONS") ?? "10000", CultureInfo.InvariantCulture);

    [Fact]
    public void Ten_thousand_random_sessions_keep_every_limit()
    {
        var (visited, broken) = (new HashSet<SessionState>(), new List<string>());
        Parallel.For(1, Sessions + 1, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, all) =>
        {
            using var session = new RandomSession(seed);
            session.Run();
            lock (visited)
            {
                visited.UnionWith(session.Visited);
                if (session.Violations.Count == 0)
                    return;
                broken.Add($"seed {seed}: {string.Join("; ", session.Violations)}");
            }
            all.Stop();
        });

        Assert.Empty(broken);
        // Random sessions that never reach a state prove nothing about it.
        Assert.Equal(StateTree.Leaves.Where(state => state != SessionState.Idle).Order(), visited.Order());
    }
}
