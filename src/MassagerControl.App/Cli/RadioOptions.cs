using System.CommandLine;
using MassagerControl.Runtime.Reach;

namespace MassagerControl.App.Cli;

/// <summary>The options of the commands that use a radio.</summary>
internal static class RadioOptions
{
    private const double LongestTimeout = 3_600;

    /// <summary>Null when nobody names one.</summary>
    /// <param name="used">The radio is used, not only asked for: what it names must be there.</param>
    public static Option<RadioChoice?> Radio(RadioKinds kinds, string description, bool used) => new("--radio")
    {
        Description = $"{description}: {kinds.Forms}.",
        HelpName = "RADIO",
        CustomParser = result =>
        {
            var (choice, error) = kinds.Read(result.Tokens.Count == 1 ? result.Tokens[0].Value : "");
            if (error is not null)
                result.AddError($"--radio: {error}");
            else if (used && choice!.Problem is { } problem)
                result.AddError($"--radio {choice.Text}: {problem}");
            return choice;
        },
    };

    public static Option<Boxed<double>?> Timeout(string description) => OptionValues.Of(
        "--timeout", "SECONDS", description, text => Boxed.From(OptionValues.Number(text, 0.1, LongestTimeout)), $"a number from 0.1 to {LongestTimeout:0} (seconds)");
}
