using System.Text.RegularExpressions;
using MassagerControl.Devices.Conformance;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Conformance;

public sealed partial class ConformanceDocumentTests
{
    [Fact]
    public void The_document_explains_every_check_in_the_order_in_which_it_runs()
    {
        var document = File.ReadAllText(Repository.PathOf("docs", "conformance.md"));

        Assert.Equal(ConformanceSuite.Ids, Headings().Matches(document).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Ids_are_all_different_and_look_alike()
    {
        Assert.Equal(ConformanceSuite.Ids.Length, ConformanceSuite.Ids.Distinct().Count());
        Assert.All(ConformanceSuite.Ids, id => Assert.Matches("^[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*$", id));
    }

    [Fact]
    public void The_example_workflow_uses_commands_and_options_that_exist()
    {
        var workflow = File.ReadAllText(Repository.PathOf("docs", "examples", "github-actions-profiles.yml"));

        Assert.Contains("massager.dll profiles check --profiles profiles", workflow, StringComparison.Ordinal);
        Assert.Contains("massager.dll conform \"${targets[@]}\" --profiles profiles --junit conform.xml", workflow, StringComparison.Ordinal);
        Assert.DoesNotContain("\t", workflow, StringComparison.Ordinal);
    }

    [GeneratedRegex("^### `([a-z.-]+)`$", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
