using System.CommandLine;

namespace MassagerControl.App.Cli;

/// <summary><c>--data DIR</c>, the same for every command that reads or writes what is kept; <see cref="Runtime.Storage.DataFolder"/> says what follows from it.</summary>
internal static class DataOption
{
    public static Option<string?> Create()
    {
        return OptionValues.NotEmpty(new Option<string?>("--data")
        {
            Description = "The folder of history, doses and locks; else MASSAGER_DATA, else your data folder. A simulated device keeps something only with this option.",
            HelpName = "DIR",
        }, "a folder");
    }
}
