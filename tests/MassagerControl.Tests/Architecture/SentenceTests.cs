using System.Text.RegularExpressions;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Architecture;

/// <summary>What a person reads of the core can be translated: each of its sentences is a phrase.</summary>
public sealed class SentenceTests
{
    private static readonly Lazy<PhraseFinder> OfCore = new(() => PhraseFinder.OfProject("src/MassagerControl.Core", "MassagerControl.Core"));

    [Fact]
    public void Whatever_becomes_a_phrase_keeps_its_format()
    {
        Assert.Empty(OfCore.Value.Unknown);
        Assert.Empty(OfCore.Value.Lost);
    }

    /// <summary>Beside these a string of the core with two words is the message of an exception, or a phrase.</summary>
    [Fact]
    public void No_sentence_of_the_core_is_a_plain_string()
    {
        string[] known =
        [
            "Sessions/EndReasons.cs: device button", // What the log calls a cause.
            "Sessions/EndReasons.cs: terminal lost",
            "Areas/SourceTitles.cs",
            "Areas/LockedAreas.cs", // Titles of sources.
            "Schedules/Habits.cs", // The same.
            "Notes/SessionTags.cs", // The same.
            "Control/LastStop.cs", // Says what is appended to the message of an exception.
            "Sessions/SessionDiagram.cs", // The page docs/state-machine.md.
            "Sessions/SessionGuards.cs", // The same.
        ];

        Assert.DoesNotContain(OfCore.Value.Plain, text => !known.Contains(text) && !known.Contains(text.Split(':')[0]));
        Assert.DoesNotContain(known, one => !OfCore.Value.Plain.Any(text => text == one || text.Split(':')[0] == one));
    }

    /// <summary>A string with two words that is no phrase, no message of an exception, no help of an option and no SQL stands in this list; whoever changes the list sees it.</summary>
    [Fact]
    public void What_a_person_reads_of_the_program_is_a_phrase()
    {
        var plain = PhraseProjects.All.Where(project => !project.Path.EndsWith("Core", StringComparison.Ordinal) && !project.Path.EndsWith("Devices", StringComparison.Ordinal))
            .SelectMany(project => PhraseFinder.OfProject(project.Path, project.Assembly).Plain.Select(text => $"{project.Path.Split('.', 2)[1]}/{text.ReplaceLineEndings(" ")}"))
            .Where(text => !Regex.IsMatch(text, @": \s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|BEGIN|PRAGMA|WITH|<)\b|: \W*<"))
            .Distinct().Order(StringComparer.Ordinal);

        Snapshot.Match(string.Join('\n', plain), "texts-that-are-no-phrases");
    }

    [Fact]
    public void What_the_core_says_is_found_with_the_format_that_it_has_when_it_is_said()
    {
        var said = TransitionTable.Rows.Select(row => row.Reason)
            .Concat(BodyAreas.All.SelectMany(area => area.Muscles.SelectMany(muscle => new[] { muscle.Name, muscle.Fibres ?? Phrase.Empty })
                .Concat([area.Name, area.Position, area.KeepOff, area.Caution, area.Locked ?? Phrase.Empty, .. area.Positions, .. area.Spreads, .. area.Disagreements,
                    .. area.Tools.Select(rule => rule.Reason), .. area.Sources.Select(source => source.Says)])))
            .Concat(LockAdvice.For("sharp"))
            .Append(Session.For(Plans.Compression()).CapReason)
            .Where(phrase => phrase != Phrase.Empty);

        Assert.Empty(said.Select(phrase => phrase.Format).Except(OfCore.Value.Formats));
    }

    [Fact]
    public void Each_way_to_a_phrase_is_found_and_each_way_round_it()
    {
        const string Code = """
            using MassagerControl.Core;
            namespace Sample;
            record Told(Phrase Reason);
            static class Sentences
            {
                const string Const = "a named constant";
                static readonly Phrase[] Listed = ["one of a list"];
                static Phrase Property => "a property";
                static Phrase Named => Const;
                static Told Made(int count, bool yes) => new(yes ? "if so" : "if not");
                static Phrase Chosen(int count) => count switch { 1 => "when one", 2 => Phrase.Of($"when {count:0.#} of {Property}"), _ => "else" };
                static Phrase? Nothing(bool yes) => yes ? "perhaps" : null;
                static Phrase Counted(int count) => Phrase.Count(count, "press");
                static string English(int count) => $"{Phrase.Count(count, "man")}, {Phrase.Count(count, "boy").Text}";
                static Phrase Name(string name) => Phrase.Verbatim(name);
                static Phrase Kept(int count) => $"kept {count} times";
                static Phrase Lost(bool yes, int count) => yes ? $"lost {count} times" : "never";
                static Phrase Joined(string end) => "begins and " + end;
                static string Plain => "a plain sentence";
                static string Holes(int count) => $"also with {count} holes";
                static System.Exception Thrown() => new System.InvalidOperationException("for a programmer");
                static string Id => "level-step";
            }
            """;

        var found = PhraseFinder.Of([("Sentences.cs", Code)], "sample");

        Assert.Empty(found.Unknown);
        Assert.Equal(
            ["a named constant", "a property", "else", "if not", "if so", "kept {0} times", "never", "one of a list", "perhaps", "when one", "when {0:0.#} of {1}", "{0} press", "{0} presss"],
            found.Formats);
        Assert.Equal(["Sentences.cs: $\"lost {count} times\"", "Sentences.cs: \"begins and \" + end"], found.Lost);
        Assert.Contains("Sentences.cs: a plain sentence", found.Plain);
        Assert.Contains(found.Plain, text => text.Contains("also with", StringComparison.Ordinal));
        Assert.DoesNotContain(found.Plain, text => text.Contains("programmer", StringComparison.Ordinal) || text.Contains("list", StringComparison.Ordinal));
    }
}
