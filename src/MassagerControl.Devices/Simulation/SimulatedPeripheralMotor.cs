using MassagerControl.Core;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Simulation;

/// <summary>The motors of a simulated device. What a person feels is the strongest of them.</summary>
internal sealed class SimulatedPeripheralMotor(DeviceProfile profile)
{
    private readonly Dictionary<string, Level> _channels = profile.Channels.IsEmpty
        ? new() { [""] = Level.Off }
        : profile.Channels.ToDictionary(channel => channel, _ => Level.Off);

    // What was set and waits for the frame that commits it, in its order.
    private readonly List<SimulatedPeripheralCommand> _waiting = [];
    private SimulatedPeripheralCommand? _unreleased;

    public Level Level
    {
        get
        {
            var strongest = Level.Off;
            foreach (var (_, level) in _channels)
                strongest = level > strongest ? level : strongest;
            return strongest;
        }
    }

    /// <summary>The device takes levels now; always true of one that needs no start.</summary>
    public bool Takes { get; private set; } = profile.Start is null;

    /// <param name="channel">Empty for all of them.</param>
    public void Set(string channel, Level level)
    {
        foreach (var name in _channels.Keys)
            if (channel.Length == 0 || name == channel)
                _channels[name] = level;
    }

    public Level Of(string channel) => _channels.GetValueOrDefault(channel, Level);

    /// <summary>Why the device ignores the command now; null when it takes it.</summary>
    /// <remarks>A device that wants each level released takes the next one only then; the same one again is a repeat.</remarks>
    public string? Ignores(SimulatedPeripheralCommand command) =>
        _unreleased is { } before && command.Operation == before.Operation && (command.Step != 0 || !command.Levels.SequenceEqual(before.Levels))
            ? $"the {command.Operation.Name} before was not followed by '{before.Operation.Then}'"
            : null;

    /// <returns>The device stops by itself after so long; null when that is not said, or not yet.</returns>
    public TimeSpan? Obey(SimulatedPeripheralCommand command)
    {
        if (command.IsAboutMotor && profile.Waits(command.Operation))
        {
            Wait(command);
            return null;
        }
        if (!command.Follows)
        {
            _waiting.Clear();
            return Do(command);
        }
        _unreleased = null;
        return command.Operation.Commits ? Commit() ?? command.Countdown : command.Countdown;
    }

    /// <summary>A new link: nothing waits any more.</summary>
    public void Forget()
    {
        _waiting.Clear();
        _unreleased = null;
    }

    private void Wait(SimulatedPeripheralCommand command)
    {
        _waiting.RemoveAll(before => before.Operation == command.Operation);
        _waiting.Add(command);
    }

    private TimeSpan? Commit()
    {
        TimeSpan? countdown = null;
        foreach (var command in _waiting)
            countdown = Do(command) ?? countdown;
        _waiting.Clear();
        return countdown;
    }

    private TimeSpan? Do(SimulatedPeripheralCommand command)
    {
        if (command.Stops)
            _unreleased = null;
        else if (command.IsAboutMotor && IsReleased(command.Operation))
            _unreleased ??= command;
        Takes = (Takes || command.Starts) && (!command.Stops || profile.Start is null);
        foreach (var (channel, level) in command.Levels)
            Set(channel, level);
        if (command.Step != 0)
            Set("", new(Math.Clamp(Level.Number + command.Step, 0, profile.Scale.Count)));
        return command.Countdown;
    }

    /// <summary>Its chain ends with a frame that neither carries a level nor commits one.</summary>
    private bool IsReleased(Operation operation) => operation.Then.Length > 0
        && profile.Chain(operation).Skip(1).Any(later => profile.FollowsLevel(later) && !later.Commits);
}
