using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary><c>massager areas show</c>: muscles, positions, tools, limits and sources of one place.</summary>
internal sealed class AreasShow(AppConsole console, AppParts parts)
{
    private readonly Argument<string> _area = OptionValues.NotEmpty(new Argument<string>("AREA") { Description = "See: massager areas." }, "the id of an area");
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<string?> _data = DataOption.Create();

    public Command Build()
    {
        var show = new Command("show", "Shows one area: muscles and their fibres, positions, where pain spreads, tools, limits, sources.") { _area, _json, _data };
        show.SetAction(Run);
        return show;
    }

    private int Run(ParseResult result)
    {
        var id = result.GetRequiredValue(_area);
        if (BodyAreas.Find(id) is not { } area)
            return Fail(Phrase.Of($"there is no area '{id}'; there are {string.Join(", ", BodyAreas.All.Select(one => one.Id))}"));
        var folder = DataFolder.Of(result.GetValue(_data), parts.Variable);
        var (locks, error) = PlaceLocks.Read(folder.Path, parts.Clock, parts.Questions);
        if (error is not null)
            return Fail(error);
        if (result.GetValue(_json))
        {
            console.Out.WriteLine(JsonText.Indented(json => AreaJson.Write(json, area, locks, Language.English)));
            return ExitCode.Completed;
        }
        var language = parts.Language;
        console.Out.WriteLine($"{area.Id}: {language.Say(area.HasSides ? Phrase.Of($"{area.Name} (left and right)") : area.Name)}");
        foreach (var held in locks.Where(one => one.Area == area.Id))
            console.Out.WriteLine($"  {language.Say(PlaceLockText.Line(held, parts.Clock.Local(), folder.Option))}");
        foreach (var line in AreaText.Page(area))
            console.Out.WriteLine($"  {language.Say(line)}");
        return ExitCode.Completed;
    }

    private int Fail(Phrase reason)
    {
        console.Complain(reason);
        return ExitCode.BadInput;
    }
}
