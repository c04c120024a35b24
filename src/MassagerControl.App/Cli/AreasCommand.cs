using System.Collections.Immutable;
using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary><c>massager areas</c>: the places on the body, what is allowed there and why; and the locks of the person.</summary>
internal sealed class AreasCommand(AppConsole console, AppParts parts)
{
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<string?> _data = DataOption.Create();

    public Command Build()
    {
        var areas = new Command("areas", "Lists the areas of the body with limits and locks, and why.") { _json, _data, new AreasShow(console, parts).Build(), new AreasUnlock(console, parts).Build() };
        areas.SetAction(List);
        return areas;
    }

    private int List(ParseResult result)
    {
        var folder = DataFolder.Of(result.GetValue(_data), parts.Variable);
        var (locks, error) = PlaceLocks.Read(folder.Path, parts.Clock, parts.Questions);
        if (error is not null)
        {
            console.Complain(error);
            return ExitCode.BadInput;
        }
        if (result.GetValue(_json))
            console.Out.WriteLine(JsonText.Indented(json => AreaJson.Write(json, locks, Language.English)));
        else
            foreach (var line in BodyAreas.All.SelectMany(area => Lines(area, [.. locks.Where(held => held.Area == area.Id)], folder.Option)))
                console.Out.WriteLine(line);
        return ExitCode.Completed;
    }

    private IEnumerable<string> Lines(BodyArea area, ImmutableArray<PlaceLock> locks, string data)
    {
        var language = parts.Language;
        const string Indent = "                 ";
        yield return $"{area.Id,-16} {language.Say(area.HasSides ? Phrase.Of($"{area.Name} (left and right)") : area.Name)}";
        if (area.Locked is { } locked)
            yield return $"{Indent}{language.Say($"LOCKED for good: {locked}")}";
        foreach (var held in locks)
            yield return $"{Indent}{language.Say(PlaceLockText.Line(held, parts.Clock.Local(), data))}";
        if (!area.Muscles.IsEmpty)
            yield return $"{Indent}{language.Say($"muscles: {Phrase.Join(", ", area.Muscles.Select(muscle => muscle.Name))}")}";
        if (area.Position != Phrase.Empty)
            yield return $"{Indent}{language.Say($"position: {area.Position}")}";
        if (area.Ceiling < Intensity.Full)
            yield return $"{Indent}{language.Say($"limit: at most {area.Ceiling}")}";
        if (area.Caution != Phrase.Empty)
            yield return $"{Indent}{language.Say($"caution: {area.Caution}")}";
        if (area.NoRoller is { } noRoller)
            yield return $"{Indent}{language.Say($"limit: {noRoller}")}";
        yield return $"{Indent}{language.Say($"source: {area.Source}")}";
    }
}
