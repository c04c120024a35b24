using MassagerControl.Tests.Runtime.Guarding;

namespace MassagerControl.Tests.Runtime.Pairing;

internal static class PairingProcess
{
    /// <summary>In a process of its own, as everything must be that is guarded: a guard ends the process of a session that goes silent, and the tests' own may.</summary>
    public static LiveProcess Start(this PairingBench bench, params string[] args) => LiveProcess.Start(bench.Folder, bench.All(args));
}
