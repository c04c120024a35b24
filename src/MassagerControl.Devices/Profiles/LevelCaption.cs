namespace MassagerControl.Devices.Profiles;

/// <summary>What somebody published about a level. For people to read; nothing is computed from it.</summary>
/// <param name="Level">1 to the highest.</param>
public sealed record LevelCaption(int Level)
{
    public double? Hertz { get; init; }

    /// <summary>Strokes or turns in a minute.</summary>
    public double? Rpm { get; init; }

    public double? AmplitudeMillimetres { get; init; }
}
