using MassagerControl.Core;
using MassagerControl.Devices.Profiles.Drafting;

namespace MassagerControl.App.Cli;

/// <summary>Asks what a person knows of a device, one line each. An empty line means "I do not know".</summary>
internal sealed class ProfilesQuestions(TextReader input, AppConsole console)
{
    public const int MostLevels = LevelScale.MostLevels;

    /// <summary>Asks for whatever is not known yet.</summary>
    public ProfilesKnowledge Ask(ProfilesKnowledge known)
    {
        console.Say("Press Enter where you do not know: it is written down as unknown.");
        return known with
        {
            Name = known.Name ?? Text("What is the device called (brand and model)?"),
            Kind = known.Kind ?? Boxed("What is it: gun, ball, roller, bed or other?", ProfilesNewCommand.Kind, "one of gun, ball, roller, bed, other")?.Value,
            Advertised = known.Advertised ?? Text("Which name does it advertise (as a Bluetooth scanner shows it)?"),
            Service = known.Service ?? Asked("Which service takes its commands (4 or 8 hex digits, or the long form)?", ProfilesNewCommand.Uuid, "a UUID"),
            Characteristic = known.Characteristic ?? Asked("Which characteristic of it?", ProfilesNewCommand.Uuid, "a UUID"),
            Levels = known.Levels ?? Boxed("How many levels has it, off not counted?", text => Cli.Boxed.From(OptionValues.Whole(text, 1, MostLevels)), $"a whole number from 1 to {MostLevels}")?.Value,
            Numbers = known.Numbers ?? Boxed("Its own numbers of the lowest and the highest level, e.g. 1-5?", ProfilesNewCommand.Numbers, "two numbers with a hyphen")?.Value,
            SetLevel = known.SetLevel ?? Frame("Which bytes set a level, e.g. AA 01 {level} {sum8}?", carriesLevel: true),
            Stop = known.Stop ?? Frame("Which bytes stop the motor?", carriesLevel: false),
            Source = known.Source ?? Text("Where do you know this from?"),
        };
    }

    private string? Frame(Phrase question, bool carriesLevel) =>
        Asked(question, text => ProfilesSkeletonFrame.Problem(text, carriesLevel) is null ? text : null, "bytes as pairs of hex digits, {level}, {level:u16be}, {sum8} or {xor8}");

    private Boxed<T>? Boxed<T>(Phrase question, Func<string, Boxed<T>?> read, Phrase expected)
        where T : struct => Asked(question, read, expected);

    private string? Text(Phrase question) => Asked(question, text => text, "");

    /// <returns>Null where the person does not know, or says nothing more.</returns>
    private T? Asked<T>(Phrase question, Func<string, T?> read, Phrase expected)
        where T : class
    {
        while (true)
        {
            console.Ask(question);
            if (input.ReadLine()?.Trim() is not { Length: > 0 } text)
                return null;
            if (read(text) is { } value)
                return value;
            console.Out.WriteLine($"  {console.Language.Say($"{expected} is expected")}");
        }
    }
}
