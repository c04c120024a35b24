using System.Text.Json;
using MassagerControl.Core.Areas;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

public sealed class ListingCommandTests
{
    private static string[] Shipped => [.. Directory.GetFiles(Repository.PathOf("programs"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Programs_are_listed_for_people_and_as_json()
    {
        var text = await Massager.RunAsync("programs", "list");
        var json = await Massager.RunAsync("programs", "list", "--json");

        Assert.Equal(Shipped, text.OutLines.Select(line => line.Split(' ')[0]));
        using var document = JsonDocument.Parse(json.Out);
        Assert.Equal(Shipped, document.RootElement.EnumerateArray().Select(p => p.GetProperty("id").GetString()));
        Assert.Equal((0, 0, "", ""), (text.Exit, json.Exit, text.Error, json.Error));
    }

    [Fact]
    public async Task A_program_is_shown_with_its_sources()
    {
        var shown = await Massager.RunAsync("programs", "show", "compression");

        Assert.Equal(0, shown.Exit);
        Assert.Contains("press 25 (20–30) s, release 5 s, 6 (5–7) times", shown.Out);
        Assert.Contains("How To Massage Knots Out of Back?", shown.Out);
    }

    [Fact]
    public async Task An_unknown_program_is_refused_by_naming_what_exists()
    {
        var shown = await Massager.RunAsync("programs", "show", "knead");

        Assert.Equal((2, ""), (shown.Exit, shown.Out));
        Assert.Equal([$"there is no program 'knead'; there are {string.Join(", ", Shipped)}"], shown.ErrorLines);
    }

    [Fact]
    public async Task The_library_passes_its_own_check()
    {
        var check = await Massager.RunAsync("programs", "check");

        Assert.Equal((0, "All good.\n", ""), (check.Exit, check.Out, check.Error));
    }

    [Fact]
    public async Task Checking_a_broken_file_names_every_error_and_exits_with_2()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """{ "id": "x", "name": 5 }""", TestContext.Current.CancellationToken);
            var check = await Massager.RunAsync("programs", "check", file);
            var json = await Massager.RunAsync("programs", "check", file, "--json");

            Assert.Equal((2, 2), (check.Exit, json.Exit));
            Assert.Contains(check.ErrorLines, line => line == $"{file}: $.name: is a number; a text is expected");
            Assert.Contains(check.ErrorLines, line => line == $"{file}: $.steps: is missing");
            using var document = JsonDocument.Parse(json.Out);
            Assert.False(document.RootElement.GetProperty("good").GetBoolean());
            Assert.Equal(check.ErrorLines.Length, document.RootElement.GetProperty("errors").GetArrayLength());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task All_areas_are_listed_and_the_locked_ones_say_why()
    {
        var text = await Massager.RunAsync("areas");
        var json = await Massager.RunAsync("areas", "--json");

        Assert.Equal(BodyAreas.All.Length, text.OutLines.Count(line => line[0] != ' '));
        Assert.Contains(text.OutLines, line => line.Contains("LOCKED for good: no massager on the neck"));
        using var document = JsonDocument.Parse(json.Out);
        var ribs = document.RootElement.EnumerateArray().Single(a => a.GetProperty("id").GetString() == "lower-ribs");
        Assert.Equal(40, ribs.GetProperty("ceiling").GetDouble());
        Assert.Equal(JsonValueKind.Null, ribs.GetProperty("locked").ValueKind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fly")]
    [InlineData("programs")]
    [InlineData("programs list --fast")]
    public async Task A_bad_command_line_is_one_clear_message_and_exit_code_2(string line)
    {
        var result = await Massager.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, ""), (result.Exit, result.Out));
        Assert.StartsWith("massager: ", result.ErrorLines[0]);
        Assert.StartsWith("Try: massager ", result.ErrorLines[^1]);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("programs --help")]
    [InlineData("programs show --help")]
    [InlineData("areas --help")]
    public async Task Every_command_has_help(string line)
    {
        var help = await Massager.RunAsync(line.Split(' '));

        Assert.Equal((0, ""), (help.Exit, help.Error));
        Assert.Contains("Usage:", help.Out);
    }
}
