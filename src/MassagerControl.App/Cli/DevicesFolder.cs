using System.CommandLine;
using MassagerControl.App.Storage;

namespace MassagerControl.App.Cli;

/// <summary>Where paired devices are remembered: <c>--data DIR</c>, or the person's data folder.</summary>
internal static class DevicesFolder
{
    public static Option<string?> Option() => new("--data") { Description = "Where paired devices are remembered.", HelpName = "DIR" };

    public static DataFolder Of(string? option) => DataFolder.Of(option, Environment.GetEnvironmentVariable);
}
