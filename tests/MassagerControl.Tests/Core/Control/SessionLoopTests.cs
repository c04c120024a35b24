using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Control;

public sealed class SessionLoopTests
{
    [Fact]
    public void The_default_program_runs_six_presses_of_25_s_with_releases_of_5_s()
    {
        using var bench = Bench.Begun(Plans.Compression());

        var result = bench.RunRating(_ => 6);

        var phases = bench.Told<PhaseEntered>().ToList();
        var presses = phases.Where(p => p.Phase == SessionPhase.Compress).ToList();
        var releases = phases.Where(p => p.Phase == SessionPhase.Release).ToList();
        Assert.Equal(SessionOutcome.Completed, result.Outcome);
        Assert.Equal(6, presses.Count);
        Assert.Equal([30, 60, 90, 120, 150, 180], presses.Select(p => p.At.TotalSeconds));
        Assert.Equal([55, 85, 115, 145, 175, 205], releases.Select(p => p.At.TotalSeconds));
        Assert.Equal(240, bench.Told<SessionEnded>().Single().At.TotalSeconds);
        Assert.Equal(TimeSpan.FromSeconds(150), result.Press);
        Assert.True(result.ConfirmedOff);
    }
}
