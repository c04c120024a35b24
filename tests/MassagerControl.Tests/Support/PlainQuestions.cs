using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MassagerControl.Core.Screening;

namespace MassagerControl.Tests.Support;

/// <summary>Reads the questions without the program's own reader and without its checks: a second opinion on that reader, and Core's tests need no other part.</summary>
internal static class PlainQuestions
{
    public static CheckInQuestions Read(string json)
    {
        var root = JsonNode.Parse(json)!;
        return new()
        {
            SameForDays = Number(root["sameForDays"])!,
            Groups = [.. root["groups"]!.AsArray().Select(group => new QuestionGroup(Text(group!, "id")!, Text(group!, "title")!))],
            All = [.. root["questions"]!.AsArray().Select(question => Question(question!))],
        };
    }

    /// <summary>Everything that a set of questions says, as one text.</summary>
    public static string Describe(CheckInQuestions questions) => string.Join(
        '\n',
        [
            $"{questions.SameForDays}",
            .. questions.Groups.Select(group => $"{group}"),
            .. questions.All.Select(question =>
                $"{question with { Areas = default, Effects = default, Numbers = default, Sources = default }} {List(question.Areas)} {List(question.Numbers)} {List(question.Sources)} "
                + List(question.Effects.Select(effect => effect is LowerEffect lower ? $"{lower with { NotAreas = default }} {List(lower.NotAreas)}" : $"{effect}"))),
        ]);

    private static CheckInQuestion Question(JsonNode question) => new()
    {
        Id = Text(question, "id")!,
        Group = Text(question, "group")!,
        Scope = Enum.Parse<QuestionScope>(Text(question, "scope")!, ignoreCase: true),
        Text = Text(question, "text")!,
        Answer = Enum.Parse<AnswerKind>(Text(question, "answer") ?? "yesNo", ignoreCase: true),
        When = Text(question, "when"),
        NoCounts = Text(question, "counts") == "no",
        From = Number(question["from"]),
        Hours = Number(question["hours"]),
        Areas = Texts(question["areas"]),
        MayRepeat = (bool?)question["mayRepeat"] ?? false,
        Numbers = [.. (question["numbers"]?.AsArray() ?? []).Select(number => Number(number)!)],
        Effects = [.. question["effects"]!.AsArray().Select(effect => Effect(effect!))],
        Sources = [.. question["sources"]!.AsArray().Select(source => new QuestionSource(Text(source!, "title")!, Text(source!, "says")!))],
    };

    private static CheckInEffect Effect(JsonNode effect)
    {
        var reason = Text(effect, "reason")!;
        return Text(effect, "do") switch
        {
            "emergency" => new EmergencyEffect(reason),
            "refuse" => new RefuseEffect(reason),
            "lockArea" => new LockAreaEffect(reason),
            "lowStart" => new LowStartEffect(reason, Number(effect["cap"])!),
            "advise" => new AdviseEffect(reason, Text(effect, "kind")!),
            "lower" => new LowerEffect(reason, Number(effect["ceiling"]), Number(effect["press"]), Texts(effect["notAreas"])),
            var other => throw new ArgumentException(other, nameof(effect)),
        };
    }

    private static string? Text(JsonNode node, string name) => (string?)node[name];

    private static ImmutableArray<string> Texts(JsonNode? node) => [.. (node?.AsArray() ?? []).Select(text => (string)text!)];

    private static BasedNumber? Number(JsonNode? node) =>
        node is null ? null : new((double)node["value"]!, Enum.Parse<NumberBasis>((string)node["basis"]!, ignoreCase: true));

    private static string List<T>(IEnumerable<T> items) => string.Join("; ", items);
}
