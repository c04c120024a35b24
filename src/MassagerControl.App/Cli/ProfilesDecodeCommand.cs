using System.Collections.Immutable;
using System.CommandLine;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Vectors;

namespace MassagerControl.App.Cli;

/// <summary><c>massager profiles decode</c>: what bytes mean under a profile.</summary>
internal sealed class ProfilesDecodeCommand(AppConsole console)
{
    private readonly ProfilesBytes _bytes = new(console);

    private readonly Argument<string[]> _hex = new("HEX")
    {
        Description = "Bytes as pairs of hex digits. When every argument is one byte, all of them are one frame; else each argument is a frame.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _endpoint = new("--endpoint") { Description = "Only what goes to this endpoint of the profile, or comes from it.", HelpName = "NAME" };

    public Command Build(Option<bool> json, Option<string> folder)
    {
        var command = new Command("decode", "Says what bytes mean under a profile: as something the device is told, and as something it says. Exit code 1 when they mean nothing, or a checksum is wrong.")
        {
            _bytes.Profile, _hex, _endpoint, json, folder,
        };
        _hex.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (HexArguments.Bytes(token.Value) is null)
                    result.AddError($"HEX '{token.Value}': pairs of hex digits such as '5A 01 02' are expected");
        });
        command.SetAction(result => Run(result, result.GetValue(json), folder));
        return command;
    }

    private int Run(ParseResult result, bool asJson, Option<string> folder)
    {
        if (_bytes.Find(result, folder) is not { } profile)
            return ExitCode.BadInput;
        var name = result.GetValue(_endpoint);
        var endpoint = profile.Endpoints.FirstOrDefault(one => one.Name == name);
        if (name is not null && endpoint is null)
        {
            console.Complain($"{profile.Id} has no endpoint '{name}'; it has {string.Join(", ", profile.Endpoints.Select(one => one.Name))}");
            return ExitCode.BadInput;
        }
        ImmutableArray<FrameMeaning> meanings = [.. HexArguments.Frames(result.GetRequiredValue(_hex)).Select(frame => FrameDecoder.Decode(profile, frame, endpoint))];
        if (asJson)
            console.Out.WriteLine(JsonText.Indented(json => MeaningText.Write(json, meanings, profile)));
        else
            foreach (var line in meanings.SelectMany(meaning => MeaningText.Lines(meaning, profile)))
                console.Out.WriteLine(console.Language.Say(line));
        return meanings.All(meaning => meaning.Hits.Any(hit => hit.Wrong is null)) ? ExitCode.Completed : ConformCommand.Failed;
    }
}
