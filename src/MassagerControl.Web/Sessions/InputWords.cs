using MassagerControl.Core;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Web.Sessions;

/// <summary>The inputs of a session by their words in the API.</summary>
internal static class InputWords
{
    /// <summary>Where these inputs come from, for the event log.</summary>
    public const string Source = "remote";

    public const string Rating = "rating";

    /// <summary>All words; <see cref="Rating"/> has a value, the others have none.</summary>
    public static readonly (string Word, Func<Discomfort?, SessionInput> Make)[] All =
    [
        (Rating, value => new RatedInput(value!.Value, Source)),
        ("sharp", _ => new RedFlagInput(RedFlagKind.Sharp, Source)),
        ("numb", _ => new RedFlagInput(RedFlagKind.Numb, Source)),
        ("radiating", _ => new RedFlagInput(RedFlagKind.Radiating, Source)),
        ("eased", _ => new EasedInput(Source)),
        ("pause", _ => new PauseInput(Source)),
        ("resume", _ => new ResumeInput(Source)),
        ("plus", _ => new CeilingUpInput(Source)),
        ("minus", _ => new CeilingDownInput(Source)),
        ("stop", _ => new StopInput(Source)),
        ("begin", _ => new BeginInput()),
    ];
}
