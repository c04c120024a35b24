using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Intake;

/// <summary>What the intake looks things up in.</summary>
/// <param name="Programs">The folder of the program library.</param>
/// <param name="Variable">Gives a variable of the environment, or null.</param>
public sealed record IntakeParts(string Programs, FindDevice FindDevice, StoreClock Clock, Func<string, string?> Variable)
{
    /// <summary>The file with the questions of the check-in.</summary>
    public string Questions { get; init; } = QuestionFile.Shipped;

    /// <summary>In which language the person reads what the core says.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>Puts the check-in to a person; null where nobody can be asked.</summary>
    public AskCheckIn? AskCheckIn { get; init; }
}
