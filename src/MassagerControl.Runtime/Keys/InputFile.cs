using System.Collections.Immutable;

namespace MassagerControl.Runtime.Keys;

/// <summary>An input device that is open. Tests hand in one of their own.</summary>
public sealed record InputFile
{
    /// <summary>What <see cref="Read"/> returns when the device is gone.</summary>
    public const int Gone = -1;

    public required InputDevice Device { get; init; }

    /// <summary>Takes it for this program alone, so that its presses go nowhere else.</summary>
    /// <returns>False where another program has it so.</returns>
    public required Func<bool> Grab { get; init; }

    /// <summary>Waits for events for a fraction of a second.</summary>
    /// <returns>How many bytes were read, 0 where nothing came, or <see cref="Gone"/>.</returns>
    public required Func<byte[], int> Read { get; init; }

    /// <summary>The keys that are down now.</summary>
    public required Func<ImmutableArray<int>> Down { get; init; }

    /// <summary>Gives it back. Not while it is read from.</summary>
    public required Action Close { get; init; }
}
