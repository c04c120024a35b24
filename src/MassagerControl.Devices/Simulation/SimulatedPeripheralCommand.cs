using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Simulation;

/// <summary>What a frame that arrived asks of a simulated device.</summary>
/// <param name="Operation">What it was understood as.</param>
internal sealed record SimulatedPeripheralCommand(Operation Operation)
{
    /// <summary>Levels by channel, the empty name for all of them; empty for an operation that sets none.</summary>
    public ImmutableArray<(string Channel, Level Level)> Levels { get; private init; } = [];

    /// <summary>One level up or down; 0 for neither.</summary>
    public int Step { get; private init; }

    /// <summary>From now on the device takes levels.</summary>
    public bool Starts { get; private init; }

    /// <summary>It ends what <see cref="Starts"/> began.</summary>
    public bool Stops { get; private init; }

    /// <summary>It commits or releases what came before it.</summary>
    public bool Follows { get; private init; }

    /// <summary>The device stops by itself after so long; null when the frame does not say.</summary>
    public TimeSpan? Countdown { get; private init; }

    /// <summary>The frame is about the motor, so that the device answers with its level.</summary>
    public bool IsAboutMotor => !Levels.IsEmpty || Step != 0;

    /// <param name="problem">Why the device refuses the frame, which is then not understood.</param>
    public static SimulatedPeripheralCommand? Of(DeviceProfile profile, Operation operation, FieldValues values, out string? problem)
    {
        problem = null;
        if (profile.FollowsLevel(operation))
            return new(operation) { Follows = true, Countdown = DeviceCountdown.TimeIn(values) };
        if (profile.IsInStop(operation))
            return new(operation) { Levels = [(operation.Channel, Level.Off)], Stops = operation == profile.Stop };
        if (profile.Steps is { } steps)
            return new(operation) { Step = operation == steps.Up ? 1 : operation == steps.Down ? -1 : 0, Starts = operation == profile.Start, Countdown = DeviceCountdown.TimeIn(values) };
        return LevelsIn(profile, operation, values, out problem) is { } levels
            ? new(operation) { Levels = levels, Starts = operation == profile.Start, Countdown = DeviceCountdown.TimeIn(values) }
            : null;
    }

    private static ImmutableArray<(string Channel, Level Level)>? LevelsIn(DeviceProfile profile, Operation operation, FieldValues values, out string? problem)
    {
        problem = null;
        var levels = ImmutableArray.CreateBuilder<(string, Level)>(profile.Channels.Length + 1);
        foreach (var name in profile.Channels.Insert(0, FieldNames.Level))
        {
            if (values[name] is not { } raw)
                continue;
            if (profile.Levels.Exact(raw) is not { } level)
            {
                problem = $"{operation.Name}: there is no level {raw}";
                return null;
            }
            levels.Add((name == FieldNames.Level ? operation.Channel : name, level));
        }
        if (levels.Count > 0 || !profile.CarriesLevel(operation))
            return levels.DrainToImmutable();
        problem = $"{operation.Name}: no level";
        return null;
    }
}
