using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace MassagerControl.Runtime.Os;

/// <summary>The signal by which <c>massager stop</c> asks a running session to stop; not SIGTERM, so that the session can say who ended it.</summary>
/// <remarks>SIGUSR1: a process that does not expect it ends by it, as by SIGTERM. Unix only.</remarks>
public static class StopSignal
{
    /// <summary>What a session says of its end.</summary>
    public const string Cause = "massager stop";

    private const int Bsd = 30;
    private const int Linux = 10;

    [UnsupportedOSPlatform("windows")]
    public static int Number => OperatingSystem.IsMacOS() ? Bsd : Linux;

    [UnsupportedOSPlatform("windows")]
    public static PosixSignal Signal => (PosixSignal)Number;
}
