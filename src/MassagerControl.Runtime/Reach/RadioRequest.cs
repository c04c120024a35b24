using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles.Matching;

namespace MassagerControl.Runtime.Reach;

/// <param name="Argument">What stands behind the colon, or null.</param>
/// <param name="Profiles">Of the practice devices.</param>
public sealed record RadioRequest(string? Argument, ProfileLibrary Profiles, TimeProvider Time)
{
    /// <summary>Asks the person for the number of a device that is bonded with; null where nobody can be asked.</summary>
    public AskPin? AskPin { get; init; }
}
