using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Vectors;

namespace MassagerControl.App.Cli;

/// <summary><c>massager profiles vectors</c>: the bytes of a profile as a file of vectors, or a file of vectors held against the profile.</summary>
internal sealed class ProfilesVectorsCommand(AppConsole console)
{
    private readonly ProfilesBytes _bytes = new(console);
    private readonly Option<string?> _check = OptionValues.NotEmpty(
        new Option<string?>("--check") { Description = "Print nothing; hold this file of vectors against the profile. Exit code 1 when one does not hold.", HelpName = "FILE" }, "a file");

    public Command Build(Option<string> folder)
    {
        var command = new Command("vectors", "Prints the frames of all levels, of the stop and of connecting as a file of vectors, or checks such a file.")
        {
            _bytes.Profile, _check, folder,
        };
        command.SetAction(result => _bytes.Find(result, folder) is not { } profile ? ExitCode.BadInput
            : result.GetValue(_check) is { } file ? Check(file, profile)
            : Print(profile));
        return command;
    }

    private int Print(DeviceProfile profile)
    {
        try
        {
            console.Out.WriteLine(VectorWriter.Json(profile));
            return ExitCode.Completed;
        }
        catch (MassagerException exception)
        {
            console.Complain($"{profile.Id}: the driver cannot do it on a simulated device: {exception.Fault.Detail}");
            return ConformCommand.Failed;
        }
    }

    private int Check(string file, DeviceProfile profile)
    {
        var reading = VectorReader.Read(file, profile);
        if (!reading.Succeeded)
            return Complain(reading.Errors, ExitCode.BadInput);
        var errors = VectorCheck.Run(file, reading.Value, profile);
        console.Say($"{file}: {Phrase.Count(reading.Value.Vectors.Length - errors.Length, "vector")} of {reading.Value.Vectors.Length} hold.");
        return Complain(errors, errors.IsEmpty ? ExitCode.Completed : ConformCommand.Failed);
    }

    private int Complain(IEnumerable<FileError> errors, int exit)
    {
        foreach (var error in errors)
            console.Error.WriteLine(console.Language.Say(error.InWords()));
        return exit;
    }
}
