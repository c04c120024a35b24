using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Choosing;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary><c>massager suggest</c>: at most three programs for a place, each with why, and why not the others.</summary>
internal sealed class SuggestCommand(AppConsole console, AppParts parts)
{
    private const string Indent = "     ";

    private readonly Option<string> _area = OptionValues.NotEmpty(
        new Option<string>("--area") { Description = "See: massager areas.", HelpName = "AREA", Required = true }, "the id of an area");

    private readonly Option<string?> _side = OptionValues.Of(
        "--side", "SIDE", "left or right.", text => text is "left" or "right" ? text : null, "left or right");

    private readonly Option<string?> _device = new("--device")
    {
        Description = "As in massager run. Otherwise the one paired device, or the simulator where none is paired.",
        HelpName = "ID",
    };

    private readonly Option<string?> _ledger = OptionValues.NotEmpty(
        new Option<string?>("--ledger") { Description = "A dose ledger to judge by; the simulator has none otherwise.", HelpName = "FILE" }, "a file");

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<string> _profiles = ProfilesFolder.Option();
    private readonly Option<string?> _data = DataOption.Create();

    public Command Build()
    {
        var suggest = new Command("suggest", "Suggests at most three programs for an area, and says why, and why not the others.") { _area, _side, _device, _ledger, _json, _profiles, _data };
        suggest.SetAction(Run);
        return suggest;
    }

    private int Run(ParseResult result)
    {
        var suggested = ProgramSuggestions.Of(Order(result), result.GetValue(_json) ? parts.Intake with { Language = Language.English } : parts.Intake);
        foreach (var error in suggested.Errors)
            console.Error.WriteLine($"massager: {error}");
        if (!suggested.Errors.IsEmpty)
            return ExitCode.BadInput;
        if (result.GetValue(_json))
            console.Out.WriteLine(JsonText.Indented(json => SuggestionJson.Write(json, suggested, Language.English)));
        else
            foreach (var line in Lines(suggested))
                console.Out.WriteLine(parts.Language.Say(line));
        return ExitCode.Completed;
    }

    private SessionOrder Order(ParseResult result) => new()
    {
        Program = "",
        Device = result.GetValue(_device),
        Area = result.GetRequiredValue(_area),
        Side = result.GetValue(_side) ?? "right",
        Profiles = result.GetRequiredValue(_profiles),
        Ledger = result.GetValue(_ledger),
        Data = result.GetValue(_data),
    };

    private static IEnumerable<Phrase> Lines(ProgramSuggestions suggested)
    {
        var (forecast, result) = (suggested.Forecast, suggested.Result);
        yield return Phrase.Of($"{forecast.Place!.InWords()} · {forecast.Massager!.Name}");
        if (result.Suggestions.IsEmpty)
            yield return "Nothing is suggested here now.";
        foreach (var (suggestion, number) in result.Suggestions.Select((one, i) => (one, i + 1)))
        {
            yield return Phrase.Of($" {number}.  {suggestion.Program.Name} ({Phrase.Verbatim(suggestion.Program.Id)})");
            foreach (var why in suggestion.Why)
                yield return Phrase.Of($"{Indent}{why}");
        }
        if (!result.Others.IsEmpty)
            yield return "Not suggested:";
        foreach (var other in result.Others)
        {
            yield return Phrase.Of($" –   {other.Program.Name} ({Phrase.Verbatim(other.Program.Id)})");
            foreach (var why in other.Why)
                yield return Phrase.Of($"{Indent}{why}");
        }
    }
}
