using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Clinics;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary><c>massager clinic join</c>: makes this computer a room of a clinic.</summary>
internal sealed class ClinicCommand(AppConsole console, AppParts parts)
{
    private readonly Argument<string> _url = new("URL") { Description = "Where the clinic answers, such as https://clinic.local:8430/." };
    private readonly Option<string> _code = new("--code") { HelpName = "CODE", Description = "The code that the clinic's desk shows for this room. It is good once.", Required = true };
    private readonly Option<string?> _fingerprint = OptionValues.Of(
        "--fingerprint", "SHA256", "The SHA-256 fingerprint of the clinic's certificate, as its desk shows it: no other certificate is taken. Without it a public authority has to vouch for it.",
        ClinicKey.ReadFingerprint, "64 hexadecimal digits, with colons or without");

    private readonly Option<string?> _data = DataOption.Create();

    public Command Build()
    {
        var join = new Command("join", "Makes this computer a room of a clinic. Its key is kept for this user alone; massager serve --clinic uses it.") { _url, _code, _fingerprint, _data };
        join.SetAction(JoinAsync);
        return new Command("clinic", "Rooms of a clinic: one ledger for every person in all rooms.") { join };
    }

    private async Task<int> JoinAsync(ParseResult result, CancellationToken cancellation)
    {
        var (address, problem) = ClinicKey.Read(result.GetRequiredValue(_url));
        if (address is null)
            return Refuse(problem!);
        var (key, against) = await ClinicJoining.JoinAsync(
            address, result.GetValue(_fingerprint), result.GetRequiredValue(_code), console.Complain, parts.WallClock, cancellation).ConfigureAwait(false);
        if (key is null)
            return Refuse([.. against]);
        var folder = DataFolder.Of(result.GetValue(_data), parts.Variable);
        var file = new ClinicKeyFile(folder.Path);
        try
        {
            file.Write(key);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse(Phrase.Of($"{file.Path}: the key cannot be kept: {FileErrorText.Of(exception, file.Path)}"));
        }
        console.Say($"This computer is room {key.Room} of the clinic at {address.Authority}. Start it with: massager serve --clinic {address}{folder.Option}");
        return ExitCode.Completed;
    }

    private int Refuse(params ReadOnlySpan<Phrase> problems)
    {
        foreach (var problem in problems)
            console.Complain(problem);
        return ExitCode.BadInput;
    }
}
