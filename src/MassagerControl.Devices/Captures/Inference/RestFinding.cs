using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>What else is written: stop, start, greeting, keep-alive.</summary>
internal sealed record RestFinding(ImmutableArray<SeenFrame> Stop, ImmutableArray<SeenFrame> Start, ImmutableArray<SeenFrame> Greeting, TimeSpan? KeepAliveEvery)
{
    public required HashSet<string> StopKeys { get; init; }

    public required HashSet<string> StartKeys { get; init; }

    public required HashSet<string> GreetingKeys { get; init; }

    public required HashSet<string> KeepAliveKeys { get; init; }
}
