using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.People;

namespace MassagerControl.Tests.Runtime.People;

public sealed class SimulatedPersonTests
{
    private static readonly TimeSpan Press = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Release = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    private static readonly IEnumerable<int> Seeds = Enumerable.Range(0, 200);

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(10)]
    public void The_steady_person_settles_in_the_band_and_never_rates_8(int levels) => Assert.All(Seeds, seed =>
    {
        var ratings = Bout(SimulatedPersonModel.Steady, seed, levels);

        Assert.Equal(6, ratings.Length);
        Assert.All(ratings[^2..], rating => Assert.InRange(rating, 5, 7));
        Assert.All(ratings, rating => Assert.InRange(rating, 1, 7));
    });

    [Theory]
    [InlineData(5)]
    [InlineData(3)]
    public void The_sensitive_person_is_in_the_band_at_lower_levels_than_the_steady_one(int levels)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var sensitive = LevelOfFirstInBand(SimulatedPersonModel.Sensitive, seed, levels);
            var steady = LevelOfFirstInBand(SimulatedPersonModel.Steady, seed, levels);
            Assert.True(sensitive < steady, $"seed {seed}: {sensitive} against {steady}");
        }
    }

    [Fact]
    public void The_sensitive_person_gives_an_8_where_a_device_is_steep()
    {
        using var bench = new Bench(SimulatedPersonModel.Sensitive, seed: 1);
        Assert.Equal(8, bench.Rep(Intensity.FromPercent(100.0 * 2 / 3), rep: 1));
    }

    [Fact]
    public void The_habituating_person_rates_the_same_level_lower_as_time_goes_on()
    {
        using var bench = new Bench(SimulatedPersonModel.Habituating, seed: 4);
        var ratings = Enumerable.Range(1, 6).Select(rep => bench.Rep(Intensity.FromPercent(60), rep)!.Value).ToArray();

        Assert.Equal(ratings.OrderDescending(), ratings);
        Assert.True(ratings[0] > ratings[^1], string.Join(" ", ratings));
    }

    [Fact]
    public void The_spiky_person_gives_isolated_higher_values_up_to_8()
    {
        var all = Enumerable.Range(0, 40).Select(seed => Level60(SimulatedPersonModel.Spiky, seed, reps: 7)).ToArray();

        Assert.Contains(all, ratings => ratings.Contains(8));
        Assert.All(all, ratings => Assert.All(ratings, rating => Assert.InRange(rating, 5, 8)));
        Assert.All(all, ratings => Assert.DoesNotContain(ratings.Zip(ratings[1..]), pair => pair is { First: >= 7, Second: >= 7 }));
    }

    [Fact]
    public void The_silent_person_never_answers()
    {
        Assert.Empty(Bout(SimulatedPersonModel.Silent, seed: 1, levels: 5));
        Assert.Null(new Bench(SimulatedPersonModel.Silent, seed: 1).AskInPause(PauseReason.StillThere));
    }

    [Theory]
    [InlineData(nameof(SimulatedPersonModel.Steady))]
    [InlineData(nameof(SimulatedPersonModel.Sensitive))]
    [InlineData(nameof(SimulatedPersonModel.Habituating))]
    [InlineData(nameof(SimulatedPersonModel.Spiky))]
    public void Everybody_else_answers_in_a_pause_with_1_or_2(string model)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            using var bench = new Bench(Enum.Parse<SimulatedPersonModel>(model), seed);
            bench.Rep(Intensity.FromPercent(60), rep: 1);
            Assert.InRange(bench.AskInPause(PauseReason.StillThere)!.Value, 1, 2);
            Assert.InRange(bench.AskInPause(PauseReason.Reconnected)!.Value, 1, 2);
        }
    }

    [Fact]
    public void A_prompt_that_stays_open_is_answered_once_within_two_and_a_half_seconds()
    {
        using var bench = new Bench(SimulatedPersonModel.Steady, seed: 9);
        bench.Ask(rep: 1, PauseReason.None);
        bench.Ask(rep: 1, PauseReason.None);
        bench.Time.Advance(TimeSpan.FromSeconds(0.699));
        Assert.Empty(bench.Answers);
        bench.Time.Advance(TimeSpan.FromSeconds(1.802));
        bench.Ask(rep: 1, PauseReason.None);
        bench.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(SimulatedPerson.Source, Assert.Single(bench.Answers).Source);
    }

    [Fact]
    public void A_prompt_that_closes_before_the_answer_gets_none()
    {
        using var bench = new Bench(SimulatedPersonModel.Steady, seed: 9);
        bench.Ask(rep: 1, PauseReason.None);
        bench.Time.Advance(TimeSpan.FromSeconds(0.5));
        bench.CloseThePrompt();
        bench.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Empty(bench.Answers);
    }

    [Fact]
    public void A_press_that_was_rated_is_not_rated_again_when_its_prompt_opens_anew()
    {
        using var bench = new Bench(SimulatedPersonModel.Steady, seed: 9);
        bench.Rep(Intensity.FromPercent(60), rep: 1);
        bench.AskInPause(PauseReason.ClockJumped);
        bench.Ask(rep: 1, PauseReason.None);
        bench.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(2, bench.Answers.Count);
    }

    [Fact]
    public void A_press_whose_prompt_opens_after_it_ended_is_rated_as_it_felt()
    {
        using var bench = new Bench(SimulatedPersonModel.Steady, seed: 9);
        var usual = bench.Rep(Intensity.FromPercent(60), rep: 1);
        bench.Rep(Intensity.FromPercent(60), rep: 0);
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        bench.Ask(rep: 2, PauseReason.None);
        bench.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(usual, bench.Answers[^1].Value.Value);
    }

    [Theory]
    [InlineData(nameof(SimulatedPersonModel.Steady))]
    [InlineData(nameof(SimulatedPersonModel.Spiky))]
    public void The_same_seed_gives_the_same_answers_and_another_seed_others(string name)
    {
        static string Story(SimulatedPersonModel model, int seed)
        {
            using var bench = new Bench(model, seed);
            for (var rep = 1; rep <= 6; rep++)
                bench.Rep(Intensity.FromPercent(60), rep);
            return string.Join(" ", bench.Answers.Select((a, i) => $"{a.Value}@{bench.AnsweredAt[i]}"));
        }

        var model = Enum.Parse<SimulatedPersonModel>(name);
        Assert.Equal(Story(model, 5), Story(model, 5));
        Assert.NotEqual(Story(model, 5), Story(model, 6));
    }

    [Fact]
    public void The_feeling_does_not_depend_on_how_often_time_is_moved_on()
    {
        var (once, often) = (new SimulatedPersonSensation(), new SimulatedPersonSensation());
        foreach (var percent in new[] { 60.0, 0, 100 })
        {
            once.Deliver(Intensity.FromPercent(percent));
            often.Deliver(Intensity.FromPercent(percent));
            once.Pass(TimeSpan.FromSeconds(7));
            for (var i = 0; i < 700; i++)
                often.Pass(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal(once.Felt, often.Felt, 9);
        Assert.Equal(once.UsedTo, often.UsedTo, 9);
        Assert.InRange(once.Felt, 0.98, 1);
        Assert.InRange(once.UsedTo, 0.1, 0.4);
    }

    /// <summary>A bout of six reps under the plain part of the law: below the band one level up, above it one level down.</summary>
    private static int[] Bout(SimulatedPersonModel model, int seed, int levels)
    {
        using var bench = new Bench(model, seed);
        var scale = new LevelScale(levels);
        var level = scale.Floor(Intensity.Max(Intensity.FromPercent(25), scale.Lowest));
        var ratings = new List<int>();
        for (var rep = 1; rep <= 6; rep++)
        {
            if (bench.Rep(scale.IntensityOf(level), rep) is not { } rating)
                continue;
            ratings.Add(rating);
            level = rating < 5 ? scale.Above(level) : rating > 7 ? scale.Below(level) : level;
        }
        return [.. ratings];
    }

    private static int[] Level60(SimulatedPersonModel model, int seed, int reps)
    {
        using var bench = new Bench(model, seed);
        return [.. Enumerable.Range(1, reps).Select(rep => bench.Rep(Intensity.FromPercent(60), rep)!.Value)];
    }

    private static int LevelOfFirstInBand(SimulatedPersonModel model, int seed, int levels)
    {
        var scale = new LevelScale(levels);
        return Enumerable.Range(1, levels)
            .First(level => new Bench(model, seed).Rep(scale.IntensityOf(new Level(level)), rep: 1) is >= 5);
    }

    /// <summary>One person on a bench: presses, prompts and the clock by hand.</summary>
    private sealed class Bench : IDisposable
    {
        private static readonly SessionPlan Plan = new()
        {
            Program = "bench",
            Band = new RatingBand(Discomfort.From(5), Discomfort.From(7)),
            Steps = [new CycleStep(Press, TimeSpan.Zero, Release, 6, Intensity.Full, false)],
            Massager = new MassagerTraits { Name = "bench", Device = "bench", Kind = MassagerKind.Gun, Scale = new LevelScale(5) },
            Area = "upper-trapezius",
        };

        private readonly SimulatedPerson _person;
        private readonly Session _session = Session.For(Plan);

        public Bench(SimulatedPersonModel model, int seed) => _person = new SimulatedPerson(model, seed, Time, input =>
        {
            Answers.Add(Assert.IsType<RatedInput>(input));
            AnsweredAt.Add(Time.Elapsed);
        });

        public VirtualTimeProvider Time { get; } = new();

        public List<RatedInput> Answers { get; } = [];

        public List<TimeSpan> AnsweredAt { get; } = [];

        /// <summary>A press and its release; the prompt opens late in the press.</summary>
        /// <returns>The rating, or null when none came.</returns>
        public int? Rep(Intensity intensity, int rep)
        {
            var before = Answers.Count;
            _person.Feel(intensity);
            Time.Advance(Press - Late);
            Ask(rep, PauseReason.None);
            Time.Advance(Late);
            _person.Feel(Intensity.Zero);
            Time.Advance(Release);
            CloseThePrompt();
            return Answers.Count == before ? null : Answers[^1].Value.Value;
        }

        public int? AskInPause(PauseReason why)
        {
            var before = Answers.Count;
            Ask(rep: 1, why);
            Time.Advance(TimeSpan.FromSeconds(10));
            CloseThePrompt();
            return Answers.Count == before ? null : Answers[^1].Value.Value;
        }

        public void Ask(int rep, PauseReason why) => See(_session with
        {
            State = why == PauseReason.None ? SessionState.Holding : SessionState.Paused,
            Pause = why,
            Rep = rep,
            PromptOpen = true,
        });

        public void CloseThePrompt() => See(_session);

        public void Dispose() => _person.Dispose();

        private void See(Session session) => _person.See(new SessionSnapshot(session, Time.Elapsed, null, null));
    }
}
