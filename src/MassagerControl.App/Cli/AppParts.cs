using MassagerControl.App.Hosting;

namespace MassagerControl.App.Cli;

/// <summary>What the commands need from outside; put together in one place only.</summary>
/// <param name="Programs">The folder of the program library.</param>
/// <param name="WallClock">For the dose ledger.</param>
internal sealed record AppParts(string Programs, FindDevice FindDevice, TimeProvider WallClock);
