using System.Runtime.CompilerServices;

namespace MassagerControl.Tests.Support;

/// <summary>What the tests start speaks English, whatever the computer speaks.</summary>
internal static class EnglishProcesses
{
    [ModuleInitializer]
    internal static void Begin() => Environment.SetEnvironmentVariable("LC_ALL", "C.UTF-8");
}
