using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Ratings;

namespace MassagerControl.Tests.Runtime.Ratings;

public sealed class RatingScriptTests
{
    private static (RatingScript? Script, IReadOnlyList<string> Errors) Parse(params string[] lines)
    {
        var (script, errors) = RatingScript.Parse("r.txt", lines);
        return (script, [.. errors.Select(error => error.Text)]);
    }

    [Fact]
    public void Ratings_words_comments_and_blank_lines_are_read_in_order_of_time()
    {
        var (script, errors) = Parse("# a person", "", "  40 sharp  # here", "31.5 6", "31.5\t10", "0 -", "1 +", "2 pause", "3 resume", "4 eased", "5 stop", "6 numb", "7 radiating");

        Assert.Empty(errors);
        Assert.Equal(
            [
                (0, new CeilingDownInput("script")),
                (1, new CeilingUpInput("script")),
                (2, new PauseInput("script")),
                (3, new ResumeInput("script")),
                (4, new EasedInput("script")),
                (5, new StopInput("script")),
                (6, new RedFlagInput(RedFlagKind.Numb, "script")),
                (7, new RedFlagInput(RedFlagKind.Radiating, "script")),
                (31.5, new RatedInput(Discomfort.From(6), "script")),
                (31.5, new RatedInput(Discomfort.From(10), "script")),
                (40, new RedFlagInput(RedFlagKind.Sharp, "script")),
            ],
            script!.Entries.Select(e => (e.At.TotalSeconds, e.Input)).ToArray<(double, SessionInput)>());
    }

    [Theory]
    [InlineData("NaN 5", "'NaN' is no number of seconds from 0 to 1200")]
    [InlineData("-1 5", "'-1' is no number of seconds")]
    [InlineData("Infinity 5", "'Infinity' is no number of seconds")]
    [InlineData("1e3 5", "'1e3' is no number of seconds")]
    [InlineData("1200.001 5", "'1200.001' is no number of seconds")]
    [InlineData("1,5 5", "'1,5' is no number of seconds")]
    [InlineData("1 11", "'11' is none of a rating from 1 to 10, sharp")]
    [InlineData("1 0", "'0' is none of")]
    [InlineData("1 -5", "'-5' is none of")]
    [InlineData("1 5.5", "'5.5' is none of")]
    [InlineData("1 NaN", "'NaN' is none of")]
    [InlineData("1 Sharp", "'Sharp' is none of")]
    [InlineData("1 99999999999999", "'99999999999999' is none of")]
    [InlineData("1", "expected seconds and a rating")]
    [InlineData("1 5 6", "expected seconds and a rating")]
    [InlineData("1 \u001b[2J", "'?[2J' is none of")]
    public void A_bad_line_is_refused_with_its_reason(string line, string reason)
    {
        var (script, errors) = Parse("1 5", line);

        Assert.Null(script);
        Assert.StartsWith("r.txt: line 2: " + reason, Assert.Single(errors));
    }

    [Fact]
    public void All_errors_come_at_once_with_their_line_numbers()
    {
        var (_, errors) = Parse("x 5", "# fine", "1 y", "z 99");

        Assert.Equal(["r.txt: line 1", "r.txt: line 3", "r.txt: line 4", "r.txt: line 4"], errors.Select(e => e[..13]));
    }

    [Fact]
    public void The_player_posts_what_is_said_at_one_moment_together_ahead_of_timers_armed_later()
    {
        var time = new VirtualTimeProvider();
        var heard = new List<string>();
        var (script, _) = Parse("2 6", "2 stop", "5 pause");
        using var player = new RatingScriptPlayer(script!, time, inputs => heard.Add($"{time.Elapsed.TotalSeconds:0} {string.Join('+', inputs.Select(input => input.GetType().Name))}"));
        using var other = time.CreateTimer(_ => heard.Add("timer"), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);

        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["2 RatedInput+StopInput", "timer", "5 PauseInput"], heard);
    }

    [Fact]
    public void A_disposed_player_posts_nothing_more()
    {
        var time = new VirtualTimeProvider();
        var heard = new List<SessionInput>();
        var player = new RatingScriptPlayer(Parse("1 6", "3 7").Script!, time, heard.AddRange);

        time.Advance(TimeSpan.FromSeconds(2));
        player.Dispose();
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Single(heard);
    }
}
