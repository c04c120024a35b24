using System.Collections.Immutable;
using System.CommandLine;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Devices.Vectors;

namespace MassagerControl.App.Cli;

/// <summary><c>massager profiles list|show|check|match|new|decode|encode|vectors</c>.</summary>
internal sealed class ProfilesCommand(AppConsole console, TextReader input)
{
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<string> _folder = ProfilesFolder.Option();

    public Command Build() => new("profiles", "Lists, shows, checks, matches and begins device profiles; says what their bytes are.")
    {
        List(), Show(), Check(), Match(), new ProfilesNewCommand(console, input).Build(_folder),
        new ProfilesDecodeCommand(console).Build(_json, _folder), new ProfilesEncodeCommand(console).Build(_json, _folder), new ProfilesVectorsCommand(console).Build(_folder),
    };

    private Command List()
    {
        var list = new Command("list", "Lists the profiles.") { _json, _folder };
        list.SetAction(result => List(ProfilesFolder.Library(result.GetRequiredValue(_folder)), result.GetValue(_json)));
        return list;
    }

    private Command Show()
    {
        var id = OptionValues.NotEmpty(new Argument<string>("PROFILE") { Description = "A profile's id, or the path of a .json file." }, "an id or the path of a file");
        var show = new Command("show", "Shows one profile with its sources and what is unknown.") { id, _json, _folder };
        show.SetAction(result => Show(ProfilesFolder.Library(result.GetRequiredValue(_folder)), result.GetRequiredValue(id), result.GetValue(_json)));
        return show;
    }

    private Command Check()
    {
        var files = OptionValues.NotEmpty(new Argument<string[]>("FILE") { Description = "Profile files; none checks all profiles.", Arity = ArgumentArity.ZeroOrMore }, "the path of a file");
        var check = new Command("check", "Checks profile files, and the vectors beside them, and names everything that is wrong.") { files, _json, _folder };
        check.SetAction(result => Check(ProfilesFolder.Library(result.GetRequiredValue(_folder)), result.GetValue(files) ?? [], result.GetValue(_json)));
        return check;
    }

    private Command Match()
    {
        var advertisement = OptionValues.NotEmpty(new Argument<string>("ADVERTISEMENT") { Description = "A .json file, - for standard input, or the JSON itself; also as bleak, Home Assistant and nRF Connect (\"raw\") print it." }, "an advertisement");
        var match = new Command("match", "Says which profile fits an advertisement, how well and why.") { advertisement, _json, _folder };
        match.SetAction(result => Match(ProfilesFolder.Library(result.GetRequiredValue(_folder)), result.GetRequiredValue(advertisement), result.GetValue(_json)));
        return match;
    }

    private int List(ProfileLibrary library, bool asJson)
    {
        var entries = library.ReadAll();
        var good = entries.Where(entry => entry.Reading.Succeeded);
        if (asJson)
            console.Out.WriteLine(JsonText.Indented(json =>
            {
                json.WriteStartArray();
                foreach (var entry in good)
                    ProfilesText.Write(json, entry, entry.Reading.Value!);
                json.WriteEndArray();
            }));
        else
            foreach (var entry in good)
                console.Out.WriteLine(ProfilesText.Row(entry, entry.Reading.Value!, console.Language));
        return Complain(ErrorsOf(entries));
    }

    private int Show(ProfileLibrary library, string name, bool asJson)
    {
        var choice = ProfilesChoice.Find(library, name);
        if (choice.Profile is not { } profile)
            return Refuse(choice.Errors.Select(console.Language.Say));
        if (asJson)
            console.Out.WriteLine(JsonText.Indented(json => ProfilesText.Write(json, choice.Entry!, profile)));
        else
            foreach (var line in ProfilesText.Page(choice.Entry!, profile, console.Language))
                console.Out.WriteLine(line);
        return ExitCode.Completed;
    }

    private int Check(ProfileLibrary library, string[] files, bool asJson)
    {
        var readings = files.Length == 0
            ? library.ReadAll().Select(entry => (File: entry.Path, entry.Reading)).ToArray()
            : [.. files.Select(file => (File: file, Reading: ProfileReader.Read(file)))];
        ImmutableArray<FileError> errors =
            [.. readings.SelectMany(one => one.Reading.Succeeded ? VectorErrors(one.File, one.Reading.Value) : one.Reading.Errors)];
        ImmutableArray<FileError> doubts = [.. readings.Where(one => one.Reading.Succeeded).SelectMany(one => ProfileReader.Warnings(one.File, one.Reading.Value!))];
        if (!asJson)
        {
            foreach (var doubt in doubts)
                console.Say($"warning: {doubt.InWords()}");
            if (errors.IsEmpty)
                console.Say("All good.");
            return Complain(errors);
        }
        console.Out.WriteLine(JsonText.Indented(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("good", errors.IsEmpty);
            json.Errors("errors", errors);
            json.Errors("warnings", doubts);
            json.WriteEndObject();
        }));
        return errors.IsEmpty ? ExitCode.Completed : ExitCode.BadInput;
    }

    /// <summary>A profile need not have vectors; those that it has must hold.</summary>
    private static ImmutableArray<FileError> VectorErrors(string profileFile, DeviceProfile profile)
    {
        var file = VectorReader.Beside(profileFile);
        if (!File.Exists(file))
            return [];
        var reading = VectorReader.Read(file, profile);
        return reading.Succeeded ? VectorCheck.Run(file, reading.Value, profile) : reading.Errors;
    }

    private int Match(ProfileLibrary library, string text, bool asJson)
    {
        var reading = Advertisement(text);
        if (!reading.Succeeded)
            return Complain(reading.Errors);
        var entries = library.ReadAll();
        var result = new ProfileMatcher(entries.Select(entry => entry.Reading.Value).OfType<DeviceProfile>()).Match(reading.Value);
        if (asJson)
            console.Out.WriteLine(JsonText.Indented(json => ProfilesText.Write(json, result)));
        else
            foreach (var line in ProfilesText.Lines(result, console.Language))
                console.Out.WriteLine(line);
        Complain(ErrorsOf(entries));
        return result.Chosen is null ? ConformCommand.Failed : ExitCode.Completed;
    }

    private FileReading<Advertisement> Advertisement(string text)
    {
        if (text == "-")
            return Written("standard input", input.ReadToEnd());
        return text.TrimStart().StartsWith('{') || BleakText.IsOne(text) ? Written("advertisement", text) : AdvertisementReader.Read(text);
    }

    private static FileReading<Advertisement> Written(string name, string text) =>
        BleakText.IsOne(text) ? BleakText.Parse(name, text) : AdvertisementReader.Parse(name, text);

    private static ImmutableArray<FileError> ErrorsOf(ImmutableArray<ProfileEntry> entries) => [.. entries.SelectMany(entry => entry.Reading.Errors)];

    private int Refuse(IEnumerable<string> errors)
    {
        foreach (var error in errors)
            console.Error.WriteLine(error);
        return ExitCode.BadInput;
    }

    private int Complain(ImmutableArray<FileError> errors) =>
        errors.IsEmpty ? ExitCode.Completed : Refuse(errors.Select(error => console.Language.Say(error.InWords())));
}
