using System.Collections.Immutable;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Simulation;

/// <summary>Reads what a central writes by the templates of the profile.</summary>
internal sealed class SimulatedCommandReader(
    DeviceProfile profile, ImmutableArray<GattCharacteristic> characteristics, SimulatedPeripheralMotor motor)
{
    // A frame that may mean several things is a stop first.
    private readonly ImmutableArray<Operation> _understood = [.. profile.Operations.OrderBy(operation => !profile.IsInStop(operation))];
    private LinkCounters _heard = new();

    /// <summary>A new link counts its frames from the beginning.</summary>
    public void Forget() => _heard = new();

    /// <param name="problem">Why the device does not understand it; null where it does.</param>
    /// <returns>Null when it means nothing to the device.</returns>
    public SimulatedPeripheralCommand? Read(GattCharacteristic characteristic, byte[] value, bool withResponse, out string? problem)
    {
        problem = null;
        foreach (var operation in _understood)
        {
            if (operation.Endpoint.In(characteristics) != characteristic)
                continue;
            if (Read(operation, value, withResponse, out var wrong) is { } command)
            {
                problem = null;
                return command;
            }
            problem = problem is null ? wrong : $"{problem}; {wrong}";
        }
        problem ??= "nothing is written here";
        return null;
    }

    private SimulatedPeripheralCommand? Read(Operation operation, byte[] value, bool withResponse, out string? problem)
    {
        problem = null;
        if (!operation.Endpoint.Can(withResponse ? WriteMode.WithResponse : WriteMode.WithoutResponse))
            problem = $"{operation.Name}: not written that way";
        else if (!operation.Frame.TryDecode(value, out var values, out var wrong))
            problem = $"{operation.Name}: {wrong}";
        else if (SimulatedPeripheralCommand.Of(profile, operation, values, out problem) is not { } command)
            return null;
        else if (!motor.Takes && !command.Starts && command.Levels.Any(level => !level.Level.IsOff))
            problem = $"{operation.Name}: the device was not started";
        else if (profile.Countdown is { Enforced: true } && command.Countdown == TimeSpan.Zero && command.Levels.Any(level => !level.Level.IsOff))
            problem = $"{operation.Name}: no level without a time after which it ends";
        else if (motor.Ignores(command) is { } ignored)
            problem = $"{operation.Name}: {ignored}";
        else if (_heard.Accept(operation.Frame, values) is { } repeated)
            problem = $"{operation.Name}: {repeated}";
        else
            return command;
        return null;
    }
}
