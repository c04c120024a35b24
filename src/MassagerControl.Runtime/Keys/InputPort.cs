using System.Collections.Immutable;

namespace MassagerControl.Runtime.Keys;

/// <summary>The input devices of a computer. Tests hand in one of their own.</summary>
public sealed record InputPort
{
    /// <summary>All that have keys, also those that this user cannot read.</summary>
    public required Func<ImmutableArray<InputDevice>> List { get; init; }

    /// <returns>Null where it cannot be opened, or is gone.</returns>
    public required Func<string, InputFile?> Open { get; init; }

    /// <summary>What a path leads to, links followed.</summary>
    public Func<string, string> Resolve { get; init; } = static path => path;

    /// <summary>Those of this computer; null where it has none that this program can read: only Linux has.</summary>
    public static InputPort? OfSystem() => OperatingSystem.IsLinux()
        ? new() { List = LinuxInput.List, Open = LinuxInput.Open, Resolve = LinuxInput.Resolve }
        : null;
}
