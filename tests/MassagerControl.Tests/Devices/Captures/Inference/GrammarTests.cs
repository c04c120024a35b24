using System.Collections.Concurrent;
using MassagerControl.Devices.Captures.Inference;

namespace MassagerControl.Tests.Devices.Captures.Inference;

/// <summary>Made-up devices. GRAMMARS sets how many: beyond the usual ten thousand one wrong claim in fifty thousand is borne with.</summary>
public sealed class GrammarTests
{
    private static int Grammars => Environment.GetEnvironmentVariable("GRAMMARS") is { Length: > 0 } count ? int.Parse(count) : 10_000;

    [Fact]
    public void Of_ten_thousand_made_up_devices_nothing_wrong_is_claimed_and_the_right_is_named_where_the_capture_holds_it()
    {
        var (wrong, missing, sufficient) = (new ConcurrentBag<string>(), new ConcurrentBag<string>(), 0);
        Parallel.For(0, Grammars, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, seed =>
        {
            var truth = new FrameGrammar(seed);
            var learned = ProtocolInference.Learn(truth.Seen, truth.Marks);
            if (GrammarJudge.WrongClaim(truth, learned) is { } claim)
                wrong.Add($"{seed}: {claim}");
            if (!truth.Suffices)
                return;
            Interlocked.Increment(ref sufficient);
            if (GrammarJudge.Missing(truth, learned) is { } lacking)
                missing.Add($"{seed}: {lacking}");
        });

        Assert.InRange(sufficient, Grammars / 3, Grammars);
        Assert.True(wrong.Count <= Grammars / 50_000, string.Join('\n', wrong));
        Assert.True(missing.Count * 20 <= sufficient, string.Join('\n', missing));
    }

    [Fact]
    public void Without_marks_no_level_and_no_stop_is_claimed()
    {
        foreach (var seed in Enumerable.Range(0, 50))
        {
            var learned = ProtocolInference.Learn(new FrameGrammar(seed).Seen, []);

            Assert.Empty(learned.Levels);
            Assert.Empty(learned.Stop);
            Assert.DoesNotContain(learned.Groups.SelectMany(group => group.Parts), part => part is NamedNumber or NamedDigits);
        }
    }

    [Fact]
    public void The_order_in_which_frames_and_marks_are_listed_changes_nothing()
    {
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var grammar = new FrameGrammar(seed);
            var (learned, shuffled) = (ProtocolInference.Learn(grammar.Seen, grammar.Marks), ProtocolInference.Learn([.. grammar.Seen.Reverse()], [.. grammar.Marks.Reverse()]));

            Assert.Equal(learned.Levels.Select(level => (level.Number, level.Raw, level.Certainty)), shuffled.Levels.Select(level => (level.Number, level.Raw, level.Certainty)));
            Assert.Equal(learned.Asks.Select(ask => ask.Text), shuffled.Asks.Select(ask => ask.Text));
        }
    }
}
