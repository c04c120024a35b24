using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace MassagerControl.App.Cli;

/// <summary>Options whose values have a range; whatever lies outside is refused with the range.</summary>
internal static class OptionValues
{
    public static Option<T?> Of<T>(string name, string value, string description, Func<string, T?> read, string range)
        where T : class => new(name)
        {
            Description = description,
            HelpName = value,
            CustomParser = result => Read(result, read, range),
        };

    /// <param name="what">What is expected, e.g. <c>a file</c>.</param>
    public static Option<T> NotEmpty<T>(Option<T> option, string what)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
                result.AddError($"{option.Name}: {what} is expected");
        });
        return option;
    }

    /// <inheritdoc cref="NotEmpty{T}(Option{T}, string)"/>
    public static Argument<T> NotEmpty<T>(Argument<T> argument, string what)
    {
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Length == 0))
                result.AddError($"{argument.Name}: {what} is expected");
        });
        return argument;
    }

    /// <returns>Null when it is no finite number within the range.</returns>
    public static double? Number(string text, double least, double most) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : null;

    /// <returns>Null when it is no whole number within the range.</returns>
    public static int? Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;

    private static T? Read<T>(ArgumentResult result, Func<string, T?> read, string range)
        where T : class
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        var value = read(text);
        if (value is null)
            result.AddError($"{((OptionResult)result.Parent!).IdentifierToken?.Value} {text}: {range} is expected");
        return value;
    }
}
