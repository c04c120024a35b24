using MassagerControl.Core.Massagers;

namespace MassagerControl.Devices.Profiles.Drafting;

/// <summary>What a person knows of a device that has no profile yet. Null and empty mean "I do not know".</summary>
public sealed record ProfilesKnowledge
{
    /// <summary>Of the new profile, and the name of its file.</summary>
    public string Id { get; init; } = "";

    public string? Name { get; init; }

    public MassagerKind? Kind { get; init; }

    /// <summary>What the device calls itself when it advertises.</summary>
    public string? Advertised { get; init; }

    public string? Service { get; init; }

    /// <summary>The characteristic that commands are written to.</summary>
    public string? Characteristic { get; init; }

    public int? Levels { get; init; }

    /// <summary>The device's own numbers of its lowest and highest level.</summary>
    public (int Lowest, int Highest)? Numbers { get; init; }

    /// <summary>Bytes that set a level, with <c>{level}</c> and <c>{sum8}</c> where they belong.</summary>
    public string? SetLevel { get; init; }

    public string? Stop { get; init; }

    /// <summary>Where the person knows it from.</summary>
    public string? Source { get; init; }
}
