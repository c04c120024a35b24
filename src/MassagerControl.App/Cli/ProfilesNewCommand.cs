using System.CommandLine;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Drafting;

namespace MassagerControl.App.Cli;

/// <summary><c>massager profiles new</c>: begins a profile from what a person knows.</summary>
internal sealed class ProfilesNewCommand(AppConsole console, TextReader input)
{
    private static readonly string[] Kinds = [.. Enum.GetNames<MassagerKind>().Select(name => name.ToLowerInvariant())];

    private readonly Argument<string> _id = new("ID") { Description = "Of the new profile: lower-case letters, digits and hyphens." };
    private readonly Option<string?> _name = new("--name") { Description = "Brand and model, for people.", HelpName = "TEXT" };
    private readonly Option<Boxed<MassagerKind>?> _kind = OptionValues.Of("--kind", "KIND", $"One of {string.Join(", ", Kinds)}.", Kind, $"one of {string.Join(", ", Kinds)}");
    private readonly Option<string?> _advertised = new("--advertised-name") { Description = "The name that it advertises.", HelpName = "TEXT" };
    private readonly Option<string?> _service = OptionValues.Of("--service", "UUID", "The service that takes commands.", Uuid, "4 or 8 hex digits or the long form of a UUID");
    private readonly Option<string?> _characteristic = OptionValues.Of("--characteristic", "UUID", "The characteristic that takes commands.", Uuid, "4 or 8 hex digits or the long form of a UUID");
    private readonly Option<Boxed<int>?> _levels = OptionValues.Of(
        "--levels", "N", "How many levels it has, off not counted.", text => Boxed.From(OptionValues.Whole(text, 1, ProfilesQuestions.MostLevels)), $"a whole number from 1 to {ProfilesQuestions.MostLevels}");

    private readonly Option<Boxed<(int Lowest, int Highest)>?> _numbers = OptionValues.Of(
        "--level-numbers", "LOW-HIGH", "The device's own numbers of its lowest and highest level.", Numbers, "two numbers such as 1-5, the first not above the second,");

    private readonly Option<string?> _setLevel = Frame("--set-level", "Bytes that set a level, e.g. 'AA 01 {level} {sum8}'.", carriesLevel: true);
    private readonly Option<string?> _stop = Frame("--stop", "Bytes that stop the motor, e.g. 'AA 00 {sum8}'.", carriesLevel: false);
    private readonly Option<string?> _source = new("--source") { Description = "Where you know it from.", HelpName = "TEXT" };
    private readonly Option<string?> _output = OptionValues.NotEmpty(
        new Option<string?>("--output") { Description = "The file to write; your own profiles' folder otherwise.", HelpName = "FILE" }, "a file");

    /// <param name="folder">The option that names the person's own folder.</param>
    public Command Build(Option<string> folder)
    {
        var command = new Command("new", "Begins a profile from what you know: asks on a terminal, takes options otherwise, and lists what is unknown.")
        {
            _id, _name, _kind, _advertised, _service, _characteristic, _levels, _numbers, _setLevel, _stop, _source, _output, folder,
        };
        _id.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var id }] && !IsId(id))
                result.AddError($"'{id}' is no id: it begins with a letter or digit and has lower-case letters, digits and hyphens only");
        });
        command.SetAction(result => Run(Known(result), result.GetValue(_output), result.GetRequiredValue(folder)));
        return command;
    }

    public static Boxed<MassagerKind>? Kind(string text) =>
        Array.IndexOf(Kinds, text.ToLowerInvariant()) is var index and >= 0 ? new(Enum.GetValues<MassagerKind>()[index]) : null;

    /// <returns>Null when it is none.</returns>
    public static string? Uuid(string text) => GattUuid.TryParse(text, out _) ? text.ToLowerInvariant() : null;

    public static Boxed<(int Lowest, int Highest)>? Numbers(string text) =>
        text.Split('-') is [var low, var high] && OptionValues.Whole(low, 1, int.MaxValue) is { } lowest && OptionValues.Whole(high, 1, int.MaxValue) is { } highest && lowest <= highest
            ? new((lowest, highest))
            : null;

    internal static bool IsId(string id) =>
        id is [not '-', ..] && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    private static Option<string?> Frame(string name, string description, bool carriesLevel)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "BYTES" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && ProfilesSkeletonFrame.Problem(result.Tokens[0].Value, carriesLevel) is { } problem)
                result.AddError($"{name}: {problem}");
        });
        return option;
    }

    private ProfilesKnowledge Known(ParseResult result) => new()
    {
        Id = result.GetRequiredValue(_id),
        Name = result.GetValue(_name),
        Kind = result.GetValue(_kind)?.Value,
        Advertised = result.GetValue(_advertised),
        Service = result.GetValue(_service),
        Characteristic = result.GetValue(_characteristic),
        Levels = result.GetValue(_levels)?.Value,
        Numbers = result.GetValue(_numbers)?.Value,
        SetLevel = result.GetValue(_setLevel),
        Stop = result.GetValue(_stop),
        Source = result.GetValue(_source),
    };

    private int Run(ProfilesKnowledge known, string? output, string folder)
    {
        var file = output ?? Path.Combine(folder, known.Id + ".json");
        if (ProfilesFolder.Library(folder).Ids().Contains(known.Id) && output is null)
            return Refuse($"there is a profile '{known.Id}' already: choose another id, or name a file with --output");
        if (Path.GetFileName(file) != known.Id + ".json")
            return Refuse($"{file}: a profile's file is named after its id: {known.Id}.json");
        if (Trial(file) is { } problem)
            return Refuse(problem);
        if (console.Terminal is not null)
            known = new ProfilesQuestions(input, console).Ask(known);
        var json = ProfilesSkeleton.Of(known);
        var reading = ProfileReader.Parse(file, json);
        foreach (var error in reading.Errors)
            console.Error.WriteLine(console.Language.Say(error.InWords()));
        return reading.Succeeded ? Write(file, json, reading.Value) : ExitCode.BadInput;
    }

    /// <summary>Can the file be made? Told before anybody answers questions for it, and nothing stays of it if they do not.</summary>
    private static Phrase? Trial(string file)
    {
        try
        {
            Made(file).Dispose();
            File.Delete(file);
            return null;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return OutputFile.Problem(file, exception);
        }
    }

    private static FileStream Made(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);
        return new FileStream(file, FileMode.CreateNew);
    }

    private int Write(string file, string json, DeviceProfile profile)
    {
        try
        {
            using var stream = Made(file);
            stream.Write(Encoding.UTF8.GetBytes(json));
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return Refuse(OutputFile.Problem(file, exception));
        }
        console.Say(profile.Provenance.Unknown.Length == 1 ? Phrase.Of($"{file}: written; 1 thing is unknown:") : Phrase.Of($"{file}: written; {profile.Provenance.Unknown.Length} things are unknown:"));
        foreach (var unknown in profile.Provenance.Unknown)
            console.Out.WriteLine($"  - {unknown}");
        console.Say($"Next: fill them in, then: massager profiles check {file} and: massager conform {file}");
        return ExitCode.Completed;
    }

    private int Refuse(Phrase reason)
    {
        console.Complain(reason);
        return ExitCode.BadInput;
    }
}
