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
        var visited = new HashSet<SessionState>();
        for (var seed = 1; seed <= Sessions; seed++)
        {
            using var session = new RandomSession(seed);
            session.Run();
            Assert.True(session.Violations.Count == 0, $"seed {seed}: {string.Join("; ", session.Violations)}");
            visited.UnionWith(session.Visited);
        }

        // Random sessions that never reach a state prove nothing about it.
        Assert.Equal(StateTree.Leaves.Where(state => state != SessionState.Idle).Order(), visited.Order());
    }
}
