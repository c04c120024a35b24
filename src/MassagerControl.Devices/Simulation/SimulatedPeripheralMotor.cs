using MassagerControl.Core;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Simulation;

/// <summary>The motors of a simulated device. What a person feels is the strongest of them.</summary>
internal sealed class SimulatedPeripheralMotor(DeviceProfile profile)
{
    private readonly Dictionary<string, Level> _channels = profile.Channels.IsEmpty
        ? new() { [""] = Level.Off }
        : profile.Channels.ToDictionary(channel => channel, _ => Level.Off);

    public Level Level => _channels.Values.Max();

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

    public void Obey(SimulatedPeripheralCommand command)
    {
        Takes = (Takes || command.Starts) && (!command.Stops || profile.Start is null);
        foreach (var (channel, level) in command.Levels)
            Set(channel, level);
        if (command.Step != 0)
            Set("", new(Math.Clamp(Level.Number + command.Step, 0, profile.Scale.Count)));
    }
}
