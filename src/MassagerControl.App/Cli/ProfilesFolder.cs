using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles.Matching;

namespace MassagerControl.App.Cli;

/// <summary>Where a person keeps profiles: <c>--profiles DIR</c>, or the configuration folder.</summary>
internal static class ProfilesFolder
{
    /// <summary>A folder that is named must be there; the configuration folder need not.</summary>
    public static Option<string> Option()
    {
        var option = OptionValues.NotEmpty(new Option<string>("--profiles")
        {
            Description = "Your own profiles beside the shipped ones.",
            HelpName = "DIR",
            DefaultValueFactory = _ => ProfileLibrary.DefaultUserFolder,
        }, "a folder");
        option.Validators.Add(result =>
        {
            var named = result.Tokens is [{ Value.Length: > 0 } token] ? token.Value : null;
            var folder = named ?? ProfileLibrary.DefaultUserFolder;
            if (result.Tokens is not [{ Value: "" }] && Problem(folder, named is not null) is { } problem)
                result.AddError($"{folder}: the folder of your profiles cannot be read: {problem}");
        });
        return option;
    }

    private static Phrase? Problem(string folder, bool named) =>
        FileErrorText.FolderProblem(folder) ?? (named && !Directory.Exists(folder) ? "there is no such folder" : null);

    public static ProfileLibrary Library(string folder) => new(ProfileLibrary.ShippedFolder, folder);
}
