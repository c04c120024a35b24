using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Chaos.Scenarios;

/// <summary>What a person says at a moment, in the words of a rating script.</summary>
/// <param name="At">Seconds since the device was switched on.</param>
/// <param name="Say"><c>1</c>–<c>10</c>, <c>sharp</c>, <c>numb</c>, <c>radiating</c>, <c>eased</c>, <c>stop</c>, <c>pause</c>, <c>resume</c>, <c>+</c> or <c>-</c>.</param>
internal sealed record Saying(double At, string Say)
{
    private const string Source = "chaos";

    public static SessionInput Input(string say) => say switch
    {
        "sharp" => new RedFlagInput(RedFlagKind.Sharp, Source),
        "numb" => new RedFlagInput(RedFlagKind.Numb, Source),
        "radiating" => new RedFlagInput(RedFlagKind.Radiating, Source),
        "eased" => new EasedInput(Source),
        "stop" => new StopInput(Source),
        "pause" => new PauseInput(Source),
        "resume" => new ResumeInput(Source),
        "+" => new CeilingUpInput(Source),
        "-" => new CeilingDownInput(Source),
        _ => new RatedInput(Discomfort.From(int.Parse(say, CultureInfo.InvariantCulture)), Source),
    };

    /// <returns>Null for what is no rating.</returns>
    public static int? Rating(string say) => int.TryParse(say, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static bool IsRedFlag(string say) => say is "sharp" or "numb" or "radiating";
}
