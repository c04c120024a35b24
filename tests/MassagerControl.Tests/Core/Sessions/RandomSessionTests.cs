using MassagerControl.Core.Sessions;

namespace MassagerControl.Tests.Core.Sessions;

public sealed class RandomSessionTests
{
    private const int Sessions = 10_000;

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
