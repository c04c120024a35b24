using System.Collections.Immutable;
using MassagerControl.Core.Screening;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Screening;

/// <summary>Each fault in the questions, alone in the shipped set.</summary>
public sealed class CheckInCheckTests
{
    private static readonly CheckInQuestions Good = CheckIns.Shipped;

    public static TheoryData<string, string, string> Faults => new()
    {
        { "id with capitals", "$.questions[0].id", "lower-case" },
        { "id empty", "$.questions[0].id", "lower-case" },
        { "id twice", "$.questions[1].id", "'em-heart' is given twice" },
        { "no such group", "$.questions[6].group", "there is no group 'elsewhere'" },
        { "when is unknown", "$.questions[13].when", "'nothing' is no question" },
        { "when comes later", "$.questions[13].when", "'minor' is no question" },
        { "when is of another group", "$.questions[13].when", "'em-heart' is no question" },
        { "when is of another scope", "$.questions[13].when", "'pregnancy' is no question" },
        { "when is no yes or no", "$.questions[38].when", "'place-pain' is no question" },
        { "no source", "$.questions[6].sources", "names its source" },
        { "no effect", "$.questions[6].effects", "has an effect" },
        { "no counts without a lead", "$.questions[6].counts", "only for a follow-up" },
        { "no counts for a day", "$.questions[36].counts", "only for a follow-up" },
        { "rating without from", "$.questions[37].from", "from a number on" },
        { "from without rating", "$.questions[6].from", "from a number on" },
        { "from 0", "$.questions[37].from", "1 to 10" },
        { "from 11", "$.questions[37].from", "1 to 10" },
        { "day without hours", "$.questions[36].hours", "for some hours" },
        { "hours without day", "$.questions[6].hours", "for some hours" },
        { "71 hours", "$.questions[36].hours", "72 to 744 hours" },
        { "745 hours", "$.questions[36].hours", "72 to 744 hours" },
        { "areas of a session", "$.questions[6].areas", "only a question about a place" },
        { "a locked area", "$.questions[34].areas", "no open area 'neck'" },
        { "an unknown area", "$.questions[34].areas", "no open area 'elbow'" },
        { "a refusal is repeated", "$.questions[6].mayRepeat", "gentler" },
        { "a refusal beside something gentle is repeated", "$.questions[22].mayRepeat", "gentler" },
        { "a closed area is repeated", "$.questions[12].mayRepeat", "gentler" },
        { "a place is repeated", "$.questions[28].mayRepeat", "gentler" },
        { "a follow-up is repeated", "$.questions[23].mayRepeat", "gentler" },
        { "a rating is repeated", "$.questions[23].mayRepeat", "gentler" },
        { "an emergency elsewhere", "$.questions[6].effects[0]", "stand in the first group" },
        { "a refusal in the first group", "$.questions[0].effects[0]", "stand in the first group" },
        { "a lock by the person", "$.questions[6].effects[0]", "only a question about a place" },
        { "start at 0", "$.questions[20].effects[0].cap", "below 25 %" },
        { "start at 25", "$.questions[20].effects[0].cap", "below 25 %" },
        { "lower by nothing", "$.questions[22].effects[0]", "names a ceiling" },
        { "ceiling 0", "$.questions[22].effects[0].ceiling", "below 100 %" },
        { "ceiling 100", "$.questions[22].effects[0].ceiling", "below 100 %" },
        { "press 0.9", "$.questions[22].effects[0].press", "below 60 s" },
        { "press 60", "$.questions[22].effects[0].press", "below 60 s" },
        { "a closed area that is locked", "$.questions[12].effects[0].notAreas", "no open area 'abdomen'" },
        { "ten to choose from", "$.groups[4]", "10 questions to choose from; at most 9" },
        { "an empty first group", "$.groups", "the first group" },
        { "no group", "$.groups", "the first group" },
        { "same for 32 days", "$.sameForDays.value", "31 days at most" },
        { "same for -1 days", "$.sameForDays.value", "31 days at most" },
        { "group twice", "$.groups[1].id", "'emergency' is given twice" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_with_its_place_and_reason(string fault, string path, string reason)
    {
        var errors = CheckInCheck.Check(Broken(fault));

        Assert.Contains(errors, error => error.Path == path && error.Reason.Text.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void The_limits_themselves_are_allowed()
    {
        Assert.Empty(CheckInCheck.Check(Good with { SameForDays = Own(0) }));
        Assert.Empty(CheckInCheck.Check(Good with { SameForDays = Own(31) }));
        Assert.Empty(CheckInCheck.Check(With("diabetes", q => q with { Effects = [new LowerEffect("r", Own(0.1), Own(1), [])] })));
        Assert.Empty(CheckInCheck.Check(With("diabetes", q => q with { Effects = [new LowerEffect("r", Own(99.9), Own(59.9), [])] })));
        Assert.Empty(CheckInCheck.Check(With("diabetes", q => q with { Effects = [new LowerEffect("r", null, Own(20), [])] })));
        Assert.Empty(CheckInCheck.Check(With("diabetes", q => q with { MayRepeat = false, Effects = [new LowerEffect("r", null, null, ["lower-back"])] })));
        Assert.Empty(CheckInCheck.Check(With("painkiller", q => q with { Effects = [new LowStartEffect("r", Own(24.9))] })));
        Assert.Empty(CheckInCheck.Check(With("place-pain", q => q with { From = Own(1) })));
        Assert.Empty(CheckInCheck.Check(With("place-pain", q => q with { From = Own(10) })));
        Assert.Empty(CheckInCheck.Check(With("place-injury-day", q => q with { Hours = Own(744) })));
        Assert.Empty(CheckInCheck.Check(Good with { All = [.. Good.All, Good.Find("place-lump")! with { Id = "lump-2" }] }));
    }

    [Fact]
    public void All_faults_come_at_once() =>
        Assert.Equal(2, CheckInCheck.Check(With("em-heart", q => q with { Id = "X", Sources = [] })).Length);

    private static CheckInQuestions Broken(string fault) => fault switch
    {
        "id with capitals" => With("em-heart", q => q with { Id = "Heart" }),
        "id empty" => With("em-heart", q => q with { Id = "" }),
        "id twice" => With("em-trauma", q => q with { Id = "em-heart" }),
        "no such group" => With("pacemaker", q => q with { Group = "elsewhere" }),
        "when is unknown" => With("pregnancy-doctor", q => q with { When = "nothing" }),
        "when comes later" => With("pregnancy-doctor", q => q with { When = "minor" }),
        "when is of another group" => With("pregnancy-doctor", q => q with { When = "em-heart" }),
        "when is of another scope" => With("pregnancy-doctor", q => q with { Scope = QuestionScope.Area }),
        "when is no yes or no" => Good with { All = Good.All.Add(Good.Find("place-injury-day")! with { Id = "again", When = "place-pain" }) },
        "no source" => With("pacemaker", q => q with { Sources = [] }),
        "no effect" => With("pacemaker", q => q with { Effects = [] }),
        "no counts without a lead" => With("pacemaker", q => q with { NoCounts = true }),
        "no counts for a day" => With("place-injury-day", q => q with { NoCounts = true }),
        "rating without from" => With("place-pain", q => q with { From = null }),
        "from without rating" => With("pacemaker", q => q with { From = Own(8) }),
        "from 0" => With("place-pain", q => q with { From = Own(0) }),
        "from 11" => With("place-pain", q => q with { From = Own(11) }),
        "day without hours" => With("place-injury-day", q => q with { Hours = null }),
        "hours without day" => With("pacemaker", q => q with { Hours = Own(72) }),
        "71 hours" => With("place-injury-day", q => q with { Hours = Own(71.9) }),
        "745 hours" => With("place-injury-day", q => q with { Hours = Own(745) }),
        "areas of a session" => With("pacemaker", q => q with { Areas = ["lower-back"] }),
        "a locked area" => With("place-kidney", q => q with { Areas = ["neck"] }),
        "an unknown area" => With("place-kidney", q => q with { Areas = ["elbow"] }),
        "a refusal is repeated" => With("pacemaker", q => q with { MayRepeat = true }),
        "a refusal beside something gentle is repeated" => With("osteoporosis", q => q with { Effects = q.Effects.Add(new RefuseEffect("r")) }),
        "a closed area is repeated" => With("pregnancy", q => q with { MayRepeat = true }),
        "a place is repeated" => With("place-skin", q => q with { MayRepeat = true, Effects = [new LowerEffect("r", Own(50), null, [])] }),
        "a follow-up is repeated" => With("diabetes", q => q with { When = "osteoporosis" }),
        "a rating is repeated" => With("diabetes", q => q with { Answer = AnswerKind.Rating, From = Own(5) }),
        "an emergency elsewhere" => With("pacemaker", q => q with { Effects = [new EmergencyEffect("r")] }),
        "a refusal in the first group" => With("em-heart", q => q with { Effects = [new RefuseEffect("r")] }),
        "a lock by the person" => With("pacemaker", q => q with { Effects = [new LockAreaEffect("r")] }),
        "start at 0" => With("painkiller", q => q with { Effects = [new LowStartEffect("r", Own(0))] }),
        "start at 25" => With("painkiller", q => q with { Effects = [new LowStartEffect("r", Own(25))] }),
        "lower by nothing" => With("osteoporosis", q => q with { Effects = [new LowerEffect("r", null, null, [])] }),
        "ceiling 0" => With("osteoporosis", q => q with { Effects = [new LowerEffect("r", Own(0), null, [])] }),
        "ceiling 100" => With("osteoporosis", q => q with { Effects = [new LowerEffect("r", Own(100), null, [])] }),
        "press 0.9" => With("osteoporosis", q => q with { Effects = [new LowerEffect("r", null, Own(0.9), [])] }),
        "press 60" => With("osteoporosis", q => q with { Effects = [new LowerEffect("r", null, Own(60), [])] }),
        "a closed area that is locked" => With("pregnancy", q => q with { Effects = [new LowerEffect("r", null, null, ["abdomen"])] }),
        "ten to choose from" => Good with { All = [.. Good.All, Good.Find("place-lump")! with { Id = "lump-2" }, Good.Find("place-lump")! with { Id = "lump-3" }] },
        "an empty first group" => Good with { Groups = Good.Groups.Insert(0, new("first", "t")) },
        "no group" => Good with { Groups = ImmutableArray<QuestionGroup>.Empty },
        "same for 32 days" => Good with { SameForDays = Own(32) },
        "same for -1 days" => Good with { SameForDays = Own(-1) },
        "group twice" => Good with { Groups = Good.Groups.SetItem(1, new("emergency", "t")) },
        _ => throw new ArgumentException(fault, nameof(fault)),
    };

    private static CheckInQuestions With(string id, Func<CheckInQuestion, CheckInQuestion> change)
    {
        var question = Good.Find(id)!;
        return Good with { All = Good.All.Replace(question, change(question)) };
    }

    private static BasedNumber Own(double value) => new(value, NumberBasis.Project);
}
