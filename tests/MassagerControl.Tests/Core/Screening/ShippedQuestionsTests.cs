using System.Text.RegularExpressions;
using MassagerControl.Core.Screening;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Screening;

/// <summary>The questions that ship, written down a second time: nobody loses or softens one by accident.</summary>
public sealed partial class ShippedQuestionsTests
{
    private static readonly string[] Contract =
    [
        "emergency em-heart: emergency",
        "emergency em-trauma: emergency",
        "emergency em-bladder: emergency",
        "emergency em-saddle: emergency",
        "emergency em-legs: emergency",
        "emergency em-fever: emergency",
        "illness pacemaker: refuse",
        "illness clots: refuse",
        "illness bleeding: refuse",
        "illness pressure-uncontrolled: refuse",
        "illness organs: refuse",
        "illness neuropathy: refuse",
        "illness pregnancy: lower 60 % 20 s not lower-back not lower-ribs not above-waist",
        "illness pregnancy-doctor when pregnancy counts no: refuse",
        "illness minor: refuse",
        "today fever: refuse",
        "today contagious-skin: refuse",
        "today unexplained-pain: refuse",
        "today alcohol: refuse",
        "today drowsy: refuse",
        "today painkiller: start 10 %, lower 60 %",
        "today disturbed: advise disturbed",
        "lasting osteoporosis same: lower 40 % 20 s",
        "lasting diabetes same: lower 60 % 20 s",
        "lasting pressure-controlled same: lower 60 % 20 s",
        "lasting varicose-veins same: lower 60 % 20 s",
        "lasting scoliosis same: lower 60 % 20 s",
        "lasting sensitivity same: lower 40 % 20 s",
        "place place-skin: lock",
        "place place-bruise: lock",
        "place place-inflamed: lock",
        "place place-lump: lock",
        "place place-surgery: lock",
        "place place-numb: lock",
        "place place-kidney at lower-ribs at beside-spine at lower-back at above-waist: lock",
        "place place-injury: ",
        "place place-injury-day when place-injury for 72 h: lock",
        "place place-pain from 8: refuse",
    ];

    public static TheoryData<string> Ids => [.. CheckIns.Shipped.All.Select(question => question.Id)];

    [Fact]
    public void The_questions_and_their_effects_are_those_of_the_contract()
    {
        Assert.Equal(Contract, CheckIns.Shipped.All.Select(Line));
        Assert.Equal(7, CheckIns.Shipped.SameForDays.Value);
    }

    [Fact]
    public void The_questions_pass_their_own_check() => Assert.Empty(CheckInCheck.Check(CheckIns.Shipped));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_question_is_about_the_place_exactly_when_it_stands_in_the_place_group(string id)
    {
        var question = CheckIns.Shipped.Find(id)!;

        Assert.Equal(question.Group == "place" ? QuestionScope.Area : QuestionScope.Session, question.Scope);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_number_in_the_words_of_a_question_stands_in_its_data_with_its_basis(string id)
    {
        var question = CheckIns.Shipped.Find(id)!;
        var named = Number().Matches(string.Join(" ", question.Effects.Select(effect => effect.Reason).Append(question.Text))).Select(match => match.Value);

        Assert.Empty(named.Except(Numbers(question).Select(number => $"{number.Value}")));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_number_of_our_own_is_said_to_be_one_in_the_sources_too(string id)
    {
        var question = CheckIns.Shipped.Find(id)!;
        var own = Numbers(question).Any(number => number.Basis == NumberBasis.Project);

        Assert.True(!own || question.Sources.Any(source => source.Title == "MassagerControl, own choice"), id);
    }

    [Fact]
    public void Only_these_numbers_stand_in_a_source() => Assert.Equal(
        ["minor 18", "place-pain 8"],
        CheckIns.Shipped.All.SelectMany(question => Numbers(question).Where(number => number.Basis == NumberBasis.Source).Select(number => $"{question.Id} {number.Value}")));

    private static IEnumerable<BasedNumber> Numbers(CheckInQuestion question) => question.Effects
        .SelectMany(effect => effect switch
        {
            LowerEffect lower => [lower.Ceiling, lower.Press],
            LowStartEffect start => [start.Cap],
            _ => Array.Empty<BasedNumber?>(),
        })
        .Concat(question.Numbers).Append(question.From).Append(question.Hours).OfType<BasedNumber>();

    private static string Line(CheckInQuestion question) =>
        $"{question.Group} {question.Id}{(question.When is { } leading ? $" when {leading}" : "")}{(question.NoCounts ? " counts no" : "")}"
        + $"{(question.From is { } from ? $" from {from.Value}" : "")}{(question.Hours is { } hours ? $" for {hours.Value} h" : "")}"
        + $"{(question.MayRepeat ? " same" : "")}{string.Concat(question.Areas.Select(area => $" at {area}"))}: "
        + string.Join(", ", question.Effects.Select(Words));

    private static string Words(CheckInEffect effect) => effect switch
    {
        EmergencyEffect => "emergency",
        RefuseEffect => "refuse",
        LowerEffect lower => $"lower{Percent(lower.Ceiling)}{(lower.Press is { } press ? $" {press.Value} s" : "")}{string.Concat(lower.NotAreas.Select(area => $" not {area}"))}",
        LockAreaEffect => "lock",
        LowStartEffect start => $"start{Percent(start.Cap)}",
        AdviseEffect advise => $"advise {advise.Kind}",
        _ => throw new ArgumentException("unknown", nameof(effect)),
    };

    private static string Percent(BasedNumber? number) => number is { } given ? $" {given.Value} %" : "";

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
