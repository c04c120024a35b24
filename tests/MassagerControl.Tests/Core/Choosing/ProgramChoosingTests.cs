using MassagerControl.Core;
using MassagerControl.Core.Choosing;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Core.Programs;
using MassagerControl.Tests.Support;
using static MassagerControl.Tests.Core.Choosing.Choices;

namespace MassagerControl.Tests.Core.Choosing;

/// <summary>Every rule by which a program is suggested, or not.</summary>
public sealed class ProgramChoosingTests
{
    private static readonly PastVisit[] ThreeCalm = [Visit(9), Visit(6), Visit(3)];

    [Fact]
    public void Who_is_new_begins_with_the_starter_and_the_gentlest_and_reads_why()
    {
        Assert.Equal(["starter", "gentle", "middle"], Suggested(Nobody));
        Assert.Equal(["your first session: begin gently", "aims for a discomfort of 3–5", "fits a gun", "50 s of press"], Why(Nobody, "starter"));
        Assert.Contains("your first session here: begin gently", Why(After(Visit(1, place: Elsewhere)), "starter"));
    }

    [Fact]
    public void Every_other_program_says_why_not_and_whether_it_could_begin()
    {
        var result = ProgramChoosing.Choose(Nobody);

        Assert.Equal(["harder", "helped"], result.Others.Select(other => other.Program.Id));
        Assert.Equal("it aims for up to 7: that opens after 3 calm sessions in a row here; so far 0", Assert.Single(result.Others[0].Why).Text);
        Assert.Equal("3 others come first here", Assert.Single(result.Others[1].Why).Text);
        Assert.All(result.Others, other => Assert.True(other.Possible));
    }

    public static TheoryData<string, bool> Rows => new()
    {
        { "calm calm calm", true },
        { "calm calm", false },
        { "calm calm calm calm", true },
        // An 8 in a session that ran to its end is no calm one, and what was before does not count any more.
        { "calm calm calm eight", false },
        { "calm calm calm eight calm calm", false },
        { "eight calm calm calm", true },
        { "calm calm calm flag", false },
        { "flag calm calm calm", true },
        // Somebody who stopped early neither did harm nor shows that it is well.
        { "calm calm stopped", false },
        { "calm stopped calm calm", true },
        { "unrated unrated unrated", true },
        { "calm calm elsewhere", false },
        { "calm calm calm elsewhere", true },
        { "calm calm otherside", false },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_harder_band_opens_after_three_calm_sessions_in_a_row_at_the_place(string sessions, bool opens)
    {
        var words = sessions.Split(' ');
        var situation = After([.. words.Select((word, i) => Session(word, words.Length - i))]);

        Assert.Equal(opens, Suggested(situation).Contains("harder"));
        // The order in which the past is handed over does not matter.
        Assert.Equal(Suggested(situation), Suggested(situation with { Visits = [.. situation.Visits.Reverse()] }));
    }

    private static PastVisit Session(string word, int daysAgo) => word switch
    {
        "calm" => Visit(daysAgo),
        "unrated" => Visit(daysAgo, highest: null),
        "eight" => Visit(daysAgo, highest: 8),
        "flag" => Visit(daysAgo, completed: false, flagged: true),
        "stopped" => Visit(daysAgo, completed: false),
        "elsewhere" => Visit(daysAgo, place: Elsewhere),
        "otherside" => Visit(daysAgo, place: Here with { Side = "left" }),
        _ => throw new ArgumentException(word),
    };

    [Fact]
    public void The_number_of_calm_sessions_is_the_one_of_the_page()
    {
        Assert.Equal((3, 3, 5), (ProgramChoosing.CalmSessions, ProgramChoosing.Most, ProgramChoosing.GentleTop));
        Assert.Contains($"{ProgramChoosing.CalmSessions} calm sessions in a row", File.ReadAllText(Repository.PathOf("docs", "choosing.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_has_been_calm_here_gets_what_was_calm_first_and_a_starter_last()
    {
        Assert.Equal(["harder", "middle", "gentle"], Suggested(After(ThreeCalm)));
        var middle = After([.. ThreeCalm.Select(visit => visit with { Program = "middle" })]);
        Assert.Equal(["middle", "harder", "gentle"], Suggested(middle));
        Assert.Contains("calm here before: 3 sessions", Why(middle, "middle"));
        Assert.Contains("3 calm sessions in a row here: harder ones are open", Why(middle, "harder"));
    }

    [Fact]
    public void In_a_gentle_time_only_gentle_bands_are_suggested_and_the_reason_is_told()
    {
        var situation = After(ThreeCalm) with { Gentle = Spell };

        Assert.Equal(["gentle", "helped", "middle"], Suggested(situation));
        Assert.Contains("gentler for 48 hours after sharp pain", Why(situation, "gentle"));
        Assert.Equal("it aims for up to 7: gentler for 48 hours after sharp pain", Assert.Single(Other(situation, "harder").Why).Text);
        Assert.Contains("harder", Suggested(situation with { Gentle = null }));
    }

    [Fact]
    public void What_the_intake_refuses_is_never_suggested_and_its_reasons_come_first()
    {
        var situation = Nobody.With("starter", candidate => candidate with { Against = ["starter is no program for a ball, but for a gun"] });

        Assert.DoesNotContain("starter", Suggested(situation));
        var other = Other(situation, "starter");
        Assert.Equal((false, "starter is no program for a ball, but for a gun"), (other.Possible, other.Why[0].Text));
    }

    [Fact]
    public void A_place_that_is_closed_gets_nothing_and_every_program_says_why()
    {
        var result = ProgramChoosing.Choose(Nobody with { Closed = ["an injury"] });

        Assert.Empty(result.Suggestions);
        Assert.Equal(All.Length, result.Others.Length);
        Assert.All(result.Others, other => Assert.Equal((false, "an injury"), (other.Possible, other.Why[0].Text)));
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(49, false)]
    public void A_program_must_fit_what_is_left_of_today(int room, bool fits)
    {
        var situation = Nobody with { Room = TimeSpan.FromSeconds(room) };

        Assert.Equal(fits, Suggested(situation).Length > 0);
        if (fits)
            Assert.Contains("50 s of press; 50 s are left today", Why(situation, "starter"));
        else
            Assert.Equal((false, "50 s of press; only 49 s are left today"), (Other(situation, "starter").Possible, Other(situation, "starter").Why[0].Text));
    }

    [Fact]
    public void A_program_that_a_first_session_replaces_is_not_suggested_for_it()
    {
        var situation = Nobody.With("middle", candidate => candidate with { Replacement = "starter" });

        Assert.Equal("the first session here runs starter instead", Assert.Single(Other(situation, "middle").Why).Text);
        Assert.True(Other(situation, "middle").Possible);
    }

    [Fact]
    public void Who_needs_a_helper_comes_after_who_needs_none_and_says_so()
    {
        var situation = Nobody with { Candidates = [.. Nobody.Candidates.Where(candidate => candidate.Program.Id is "helped" or "middle")] };

        Assert.Equal(["middle", "helped"], Suggested(After(Visit(1)) with { Candidates = situation.Candidates }));
        Assert.Contains("somebody else holds the massager", Why(situation, "helped"));
    }

    [Theory]
    [InlineData(10, "wavy", "even")]
    [InlineData(3, "even", "wavy")]
    public void A_wave_comes_later_on_a_device_with_too_few_levels_for_it_and_says_so(int levels, string first, string second)
    {
        var wavy = Of("wavy", 3, 5) with { Steps = [ProgramSamples.SomeWarmUp with { Pattern = new(PatternShape.Wave, Intensity.FromPercent(10), Intensity.FromPercent(34), TimeSpan.FromSeconds(10)) }] };
        var situation = After(Visit(1)) with
        {
            Massager = Plans.Device(levels),
            Candidates = [new(wavy, [], TimeSpan.FromSeconds(10)), new(Of("even", 3, 5), [], TimeSpan.FromSeconds(20))],
        };

        Assert.Equal([first, second], Suggested(situation));
        Assert.Equal(levels == 3, Why(situation, "wavy").Contains("its strength stays even on this device, which has too few levels or takes them too seldom"));
    }

    [Fact]
    public void One_that_was_written_for_the_area_comes_before_one_for_all()
    {
        var candidates = Nobody.Candidates.Add(new(Of("local", 3, 5) with { Areas = [Here.Area] }, [], TimeSpan.FromSeconds(200)));
        var situation = After(Visit(1)) with { Candidates = candidates };

        Assert.Equal("local", Suggested(situation)[0]);
        Assert.Contains("written for this area", Why(situation, "local"));
    }

    [Fact]
    public void What_another_source_says_otherwise_is_told_and_nothing_is_made_of_the_two()
    {
        var differing = Middle with { Differing = [new("another article", "30 to 60 s")] };
        var situation = Nobody.With("middle", candidate => candidate with { Program = differing });

        Assert.Contains("another source differs: another article: 30 to 60 s", Why(situation, "middle"));
    }

    [Fact]
    public void A_device_of_another_kind_is_not_said_to_fit()
    {
        var situation = Nobody with { Massager = Nobody.Massager with { Kind = MassagerKind.Other } };

        Assert.DoesNotContain(Why(situation, "starter"), why => why.StartsWith("fits", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(7, false, true)]
    [InlineData(8, false, false)]
    [InlineData(7, true, false)]
    public void A_session_is_calm_when_it_ran_to_its_end_without_an_8_or_a_red_flag(int highest, bool flagged, bool calm)
    {
        Assert.Equal(calm, Visit(1, highest: highest, flagged: flagged).IsCalm);
        Assert.False(Visit(1, completed: false, highest: 3).IsCalm);
        Assert.Equal(!calm, new PastVisit(Now, Here, "starter", true, Discomfort.From(highest), flagged).IsRough);
    }
}
