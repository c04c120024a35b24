using System.CommandLine;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.App.Cli;

/// <summary>What <c>profiles decode|encode|vectors</c> have in common: a profile that is named.</summary>
internal sealed class ProfilesBytes(AppConsole console)
{
    public Argument<string> Profile { get; } =
        OptionValues.NotEmpty(new Argument<string>("PROFILE") { Description = "A profile's id, or the path of a .json file." }, "an id or the path of a file");

    /// <returns>Null where there is none; that was said.</returns>
    public DeviceProfile? Find(ParseResult result, Option<string> folder)
    {
        var choice = ProfilesChoice.Find(ProfilesFolder.Library(result.GetRequiredValue(folder)), result.GetRequiredValue(Profile));
        foreach (var error in choice.Errors)
            console.Error.WriteLine(console.Language.Say(error));
        return choice.Profile;
    }

    /// <summary>The words of a write's kind, as profiles have them.</summary>
    public static string Mode(bool withResponse) => withResponse ? "withResponse" : "withoutResponse";
}
