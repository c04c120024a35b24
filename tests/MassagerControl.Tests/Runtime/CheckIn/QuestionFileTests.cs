using MassagerControl.Core.Screening;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.CheckIn;

public sealed class QuestionFileTests
{
    private static readonly string Good = File.ReadAllText(Repository.PathOf("check-in", "questions.json"));

    [Fact]
    public void The_shipped_file_lies_beside_the_program_and_is_the_one_of_the_source_tree()
    {
        Assert.Equal(Good, File.ReadAllText(QuestionFile.Shipped));
        Assert.True(QuestionFile.Read(QuestionFile.Shipped).Succeeded);
    }

    [Theory]
    [InlineData("\"do\": \"emergency\"", "\"do\": \"panic\"", "$.questions[0].effects[0].do: 'panic' is none of emergency, refuse, lower, lockArea, lowStart, advise")]
    [InlineData("\"id\": \"pacemaker\",", "", "$.questions[6].id: is missing")]
    [InlineData("\"group\": \"emergency\",", "\"group\": \"emergency\", \"speed\": 1,", "$.questions[0].speed: is unknown")]
    [InlineData("\"scope\": \"area\"", "\"scope\": \"house\"", "$.questions[28].scope: 'house' is none of session, area")]
    [InlineData("\"mayRepeat\": true", "\"mayRepeat\": 1", "$.questions[22].mayRepeat: is a number; true or false is expected")]
    [InlineData("\"counts\": \"no\"", "\"counts\": \"maybe\"", "$.questions[13].counts: 'maybe' is none of yes, no")]
    [InlineData("\"answer\": \"rating\"", "\"answer\": \"number\"", "$.questions[37].answer: 'number' is none of yesNo, rating, day")]
    [InlineData("{ \"value\": 72, \"basis\": \"project\" }", "{ \"value\": 71, \"basis\": \"project\" }", "$.questions[36].hours: 72 to 744 hours")]
    [InlineData("{ \"value\": 72, \"basis\": \"project\" }", "72", "$.questions[36].hours: is a number; an object is expected")]
    [InlineData("\"value\": 40, \"basis\": \"project\"", "\"value\": 40", "$.questions[22].effects[0].ceiling.basis: is missing")]
    [InlineData("\"value\": 40, \"basis\": \"project\"", "\"value\": 100, \"basis\": \"project\"", "$.questions[22].effects[0].ceiling: above 0 and below 100 %")]
    [InlineData("\"value\": 40, \"basis\": \"project\"", "\"value\": 40, \"basis\": \"somebody\"", "$.questions[22].effects[0].ceiling.basis: 'somebody' is none of source, project")]
    public void A_wrong_member_is_named_with_file_path_and_reason(string good, string bad, string expected)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var at = Good.IndexOf(good, StringComparison.Ordinal);

        var reading = QuestionFile.Parse("q.json", Good[..at] + bad + Good[(at + good.Length)..]);

        Assert.Null(reading.Value);
        Assert.Contains(reading.Errors, error => error.ToString().StartsWith($"q.json: {expected}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_and_no_check_in() =>
        Assert.Equal("no-such-file.json: $: cannot be read: there is no such file", Assert.Single(QuestionFile.Read("no-such-file.json").Errors).ToString());

    [Fact]
    public void Nothing_in_the_file_is_lost_or_changed_in_reading() =>
        Assert.Equal(PlainQuestions.Describe(CheckIns.Shipped), PlainQuestions.Describe(QuestionFile.Read(QuestionFile.Shipped).Value!));

    [Fact]
    public void Every_kind_of_effect_is_read_whole()
    {
        var read = QuestionFile.Read(QuestionFile.Shipped).Value!;
        var pregnancy = Assert.IsType<LowerEffect>(Assert.Single(read.Find("pregnancy")!.Effects));
        var painkiller = read.Find("painkiller")!;

        Assert.Equal((60, 20, NumberBasis.Project), (pregnancy.Ceiling!.Value, pregnancy.Press!.Value, pregnancy.Press.Basis));
        Assert.Equal(["lower-back", "lower-ribs", "above-waist"], pregnancy.NotAreas);
        Assert.Equal(new LowStartEffect("a painkiller hides pain", new(10, NumberBasis.Project)), painkiller.Effects[0]);
        Assert.Equal([new BasedNumber(6, NumberBasis.Project)], painkiller.Numbers);
        Assert.Equal("3 Ways to Get Rid of Knots on the Back", painkiller.Sources[0].Title);
    }
}
