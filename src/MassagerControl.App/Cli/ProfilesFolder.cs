using System.CommandLine;
using MassagerControl.Devices.Profiles.Matching;

namespace MassagerControl.App.Cli;

/// <summary>Where a person keeps profiles: <c>--profiles DIR</c>, or the configuration folder.</summary>
internal static class ProfilesFolder
{
    public static Option<string> Option() => new("--profiles")
    {
        Description = "Your own profiles beside the shipped ones.",
        HelpName = "DIR",
        DefaultValueFactory = _ => ProfileLibrary.DefaultUserFolder,
    };

    public static ProfileLibrary Library(string folder) => new(ProfileLibrary.ShippedFolder, folder);
}
