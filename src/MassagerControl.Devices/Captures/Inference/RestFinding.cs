using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>What else is written: stop, start, greeting, keep-alive.</summary>
internal sealed record RestFinding(ImmutableArray<SeenFrame> Stop, ImmutableArray<SeenFrame> Start, ImmutableArray<SeenFrame> Greeting, TimeSpan? KeepAliveEvery)
{
    /// <summary>Why no stop is claimed; null where none was marked.</summary>
    public Phrase? NoStop { get; init; }

    public required HashSet<string> StopKeys { get; init; }

    public required HashSet<string> StartKeys { get; init; }

    public required HashSet<string> GreetingKeys { get; init; }

    public required HashSet<string> KeepAliveKeys { get; init; }
}
