using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>The frames that follow the marked levels.</summary>
/// <param name="Channels">One for most devices; one for each motor of others, in the order in which they are written.</param>
internal sealed record LevelFamily(ImmutableArray<LevelContext> Channels)
{
    public LevelContext Main => Channels[0];

    /// <summary>Follows each of them; its key, and one of its frames.</summary>
    public SeenFrame? Commit { get; init; }

    public bool Has(SeenFrame frame) => Channels.Any(channel => channel.Has(frame));
}
