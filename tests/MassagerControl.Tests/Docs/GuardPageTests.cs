using System.Globalization;
using MassagerControl.Core.Safety;
using MassagerControl.Runtime.Guarding;
using MassagerControl.Runtime.Reach;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>What docs/guard.md says in numbers and names is what the code does.</summary>
public sealed class GuardPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "guard.md"));

    public static TheoryData<string> Rows =>
    [
        Row("renewal", HardLimits.Renewal),
        Row("patience without a renewal", GuardWatch.Patience),
        Row("last look after that", GuardWatch.Look),
        Row("patience from arming to the first renewal", GuardWatch.PatienceAtFirst),
        $"| renewals without an answer, then the guard counts as lost | {GuardLink.MostUnheard} |",
        $"| longest single try to stop | {MotorRescue.TryLimit.TotalSeconds:0} s |",
        $"| longest time of trying | {MotorRescue.Longest.TotalMinutes:0} min |",
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Its_numbers_are_those_of_the_code(string row) => Assert.Contains(row, Page, StringComparison.Ordinal);

    [Fact]
    public void Its_picture_has_every_stage() =>
        Assert.All(Enum.GetNames<GuardStage>(), stage => Assert.Matches($@"(?m)^    (\[\*\]|\w+) --> {stage}\b", Page));

    private static string Row(string what, TimeSpan value) => string.Create(CultureInfo.InvariantCulture, $"| {what} | {value.TotalMilliseconds:0} ms |");
}
