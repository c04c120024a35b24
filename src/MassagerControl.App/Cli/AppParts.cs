using MassagerControl.App.Hosting;
using MassagerControl.App.Pairing;

namespace MassagerControl.App.Cli;

/// <summary>What the commands need from outside; put together in one place only.</summary>
/// <param name="Programs">The folder of the program library.</param>
/// <param name="WallClock">For the dose ledger.</param>
internal sealed record AppParts(string Programs, FindDevice FindDevice, TimeProvider WallClock)
{
    /// <summary>The radios that can be named; a composition root may know more of them.</summary>
    public RadioKinds Radios { get; init; } = RadioKinds.Default;
}
