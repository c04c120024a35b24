using MassagerControl.Chaos;
using MassagerControl.Chaos.Generation;
using MassagerControl.Chaos.Scenarios;

namespace MassagerControl.Tests.Chaos;

/// <summary>A small campaign; <c>.ci/run</c> and <c>.ci/soak</c> run larger ones.</summary>
public sealed class CampaignTests
{
    private const int Seed = 20;

    // One for each pair of fault and phase.
    private static readonly int Sessions = Aim.All.Length;

    [Fact]
    public void One_session_for_every_fault_in_every_phase_breaks_nothing()
    {
        var campaign = new Campaign(Seed);
        var broken = new List<string>();
        campaign.Broken += (drawn, violations) =>
        {
            lock (broken)
                broken.Add($"--seed {Seed} --only {drawn.Scenario.Number}: {violations[0]}");
        };

        campaign.OddBroken += (drawn, violations) =>
        {
            lock (broken)
                broken.Add($"--seed {Seed} --only {drawn.Number}, odd: {violations[0]}");
        };

        campaign.Run(Enumerable.Range(0, Sessions), TestContext.Current.CancellationToken);

        Assert.Empty(broken);
        Assert.Equal(Sessions, campaign.Tally.Sessions);
        // What never ran was never stopped either; a few end before their device is driven, or are hindered by it.
        Assert.Equal(Sessions, campaign.Tally.Odd);
        Assert.InRange(campaign.Tally.OddRan, Sessions * 9 / 10, Sessions);
        // A session may end before it comes to the phase that it is aimed at.
        Assert.InRange(campaign.Tally.Missing.Count(), 0, Sessions / 20);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(77)]
    public void The_same_seed_and_number_are_the_same_session(int number)
    {
        var (one, other) = (ScenarioMaker.Make(Seed, number), ScenarioMaker.Make(Seed, number));

        Assert.Equal(ScenarioFile.Text(one.Scenario), ScenarioFile.Text(other.Scenario));
        Assert.Equal(one.Account.Entries, other.Account.Entries);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(77)]
    public void A_scenario_that_was_written_down_is_the_same_session(int number)
    {
        var drawn = ScenarioMaker.Make(Seed, number);

        var replay = Replay.Of(ScenarioFile.Parse(ScenarioFile.Text(drawn.Scenario)));

        Assert.Equal(drawn.Account.Entries, replay.Account.Entries);
    }
}
