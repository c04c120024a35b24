using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Conformance;

/// <summary>A device as a check gets it.</summary>
/// <param name="Motor">Null where only the device's own reports tell what its motor does.</param>
/// <param name="Expendable">It exists in the simulator only: wrong frames may be sent to it, and long waits cost nothing.</param>
public sealed record ConformanceDevice(IRadio Radio, string Address, TimeProvider Time, IMotorView? Motor, bool Expendable)
{
    /// <summary>It is made from a profile, so that it tells a wrong frame from a right one; of others nobody knows what they do with nonsense.</summary>
    public bool KnowsWrongFrames { get; init; } = Expendable;

    /// <summary>Told what a person must do at the device meanwhile; null where nobody is there.</summary>
    public Action<string>? Say { get; init; }
}
