using MassagerControl.App.Radios;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Keys;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Routines;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;
using MassagerControl.Runtime.Topics;

namespace MassagerControl.App.Cli;

/// <summary>What the commands need from outside; put together in one place only.</summary>
/// <param name="Programs">The folder of the program library.</param>
/// <param name="WallClock">For the dose ledger and the history.</param>
internal sealed record AppParts(string Programs, FindDevice FindDevice, TimeProvider WallClock)
{
    /// <summary>Gives a variable of the environment, or null.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The clock that counts from the start of the computer; null stands for the computer's own.</summary>
    public Func<BootMoment?>? Boot { get; init; }

    /// <summary>The file with the questions of the check-in.</summary>
    public string Questions { get; init; } = QuestionFile.Shipped;

    /// <summary>The folder of what there is to learn.</summary>
    public string Topics { get; init; } = TopicLibrary.Folder;

    /// <summary>The folders of routines and guided steps.</summary>
    public RoutineFolders Routines { get; init; } = RoutineFolders.Shipped;

    /// <summary>What an order for a session is looked up in.</summary>
    public IntakeParts Intake => new(Programs, FindDevice, Clock, Variable) { Questions = Questions, Language = Language };

    /// <summary>In which language a person reads what the core says. What programs read (logs, reports, the store) is English always.</summary>
    public Language Language { get; init; } = Language.English;

    public StoreClock Clock => Boot is { } boot ? new(WallClock, boot) : StoreClock.Of(WallClock);

    /// <summary>The keyboards, shutters and remotes of this computer; null where none can be read.</summary>
    public InputPort? Input { get; init; } = InputPort.OfSystem();

    /// <summary>The radios that can be named; a composition root may know more of them.</summary>
    public RadioKinds Radios { get; init; } = ShippedRadios.All;
}
