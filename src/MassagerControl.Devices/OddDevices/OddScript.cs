using System.Collections.Immutable;

namespace MassagerControl.Devices.OddDevices;

/// <summary>An odd device as data: what it is, and what is odd at its links. docs/odd-devices.md describes the file.</summary>
/// <param name="Device">A device of its own that knows no profile; null where the conditions lie in front of another one.</param>
/// <param name="Conditions">What is odd, whoever the device is.</param>
public sealed record OddScript(ScriptedDeviceModel? Device, ImmutableArray<OddCondition> Conditions);
