using System.CommandLine;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Texts;
using MassagerControl.Runtime.Topics;

namespace MassagerControl.App.Cli;

/// <summary><c>massager topics</c>: what to know about knots, pressure and warning signs, each paragraph with its source.</summary>
internal sealed class TopicsCommand(AppConsole console, AppParts parts)
{
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Argument<string?> _topic = OptionValues.NotEmpty(
        new Argument<string?>("TOPIC") { Description = "A topic's id; none lists them.", Arity = ArgumentArity.ZeroOrOne }, "a topic's id");

    public Command Build()
    {
        var topics = new Command("topics", "What to know about knots, pressure and warning signs, each paragraph with its source.") { _topic, _json };
        topics.SetAction(result => Run(result.GetValue(_topic), result.GetValue(_json)));
        return topics;
    }

    private int Run(string? id, bool asJson)
    {
        var library = TopicLibrary.Load(parts.Topics);
        if (id is not null && library.Find(id) is null)
        {
            console.Complain($"there is no topic '{id}'; there are {string.Join(", ", library.Topics.Select(topic => topic.Id))}");
            Complain(library);
            return ExitCode.BadInput;
        }
        Topic[] asked = [.. library.Topics.Where(topic => id is null || topic.Id == id)];
        if (asJson)
            console.Out.WriteLine(JsonText.Indented(json =>
            {
                json.WriteStartArray();
                foreach (var topic in asked)
                    TopicText.Write(json, topic, Language.English);
                json.WriteEndArray();
            }));
        else
            foreach (var line in id is null ? asked.Select(topic => TopicText.Row(topic, parts.Language)) : TopicText.Page(asked[0], parts.Language))
                console.Out.WriteLine(line);
        return Complain(library);
    }

    private int Complain(TopicLibrary library)
    {
        foreach (var error in library.Errors)
            console.Error.WriteLine(console.Language.Say(error.InWords()));
        return library.Errors.IsEmpty ? ExitCode.Completed : ExitCode.BadInput;
    }
}
