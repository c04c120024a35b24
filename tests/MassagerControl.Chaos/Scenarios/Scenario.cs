using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MassagerControl.Core.Massagers;
using MassagerControl.Runtime.People;

namespace MassagerControl.Chaos.Scenarios;

/// <summary>Everything that decides one session: the same scenario is always the same session.</summary>
internal sealed record Scenario
{
    /// <summary>What it has shown, for readers.</summary>
    public string? Note { get; init; }

    /// <summary>Where it comes from: <c>--seed</c> and the number of the session.</summary>
    public int Seed { get; init; }

    public int Number { get; init; }

    /// <summary>The id of a shipped profile; null where <see cref="OwnProfile"/> stands.</summary>
    public string? Profile { get; init; }

    /// <summary>A whole profile in the format of docs/device-profiles.md.</summary>
    public JsonNode? OwnProfile { get; init; }

    /// <summary>What the motor really does without a link; null for what the profile says.</summary>
    public OnDisconnect? OnDisconnect { get; init; }

    /// <summary>The id of a shipped program; null where <see cref="OwnProgram"/> stands.</summary>
    public string? Program { get; init; }

    /// <summary>A whole program in the format of a program file.</summary>
    public JsonNode? OwnProgram { get; init; }

    public required string Area { get; init; }

    public string? Side { get; init; }

    /// <summary>Percent.</summary>
    public double? Ceiling { get; init; }

    public int? Reps { get; init; }

    /// <summary>Seconds.</summary>
    public double? Press { get; init; }

    /// <summary>Press seconds allowed in the area; 300 where nothing is set, 360 at most.</summary>
    public double? PressPerArea { get; init; }

    public bool WarmUp { get; init; } = true;

    public bool CoolDown { get; init; } = true;

    /// <summary>A simulated person that answers besides what <see cref="Says"/> says.</summary>
    public SimulatedPersonModel? Person { get; init; }

    public ImmutableArray<Saying> Says { get; init; } = [];

    public ImmutableArray<DeviceFault> Faults { get; init; } = [];

    public ImmutableArray<HostFault> Host { get; init; } = [];
}
