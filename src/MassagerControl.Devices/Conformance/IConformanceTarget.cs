using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Conformance;

/// <summary>Where the suite runs: on simulated devices, or on one that somebody holds.</summary>
public interface IConformanceTarget
{
    DeviceProfile Profile { get; }

    /// <summary>Lets one check have the device to itself, and time go on until it is done.</summary>
    /// <exception cref="TimeoutException">It never ends.</exception>
    Task<T> UseAsync<T>(Func<ConformanceDevice, Task<T>> check);
}
