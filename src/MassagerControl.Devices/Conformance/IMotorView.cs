using MassagerControl.Core;

namespace MassagerControl.Devices.Conformance;

/// <summary>What somebody beside the device could see of its motor.</summary>
/// <remarks>Members may be called from any thread.</remarks>
public interface IMotorView
{
    /// <summary>What the motor does now; null where nobody can tell.</summary>
    Level? Now { get; }

    /// <summary>It is seen without the device's own reports, and without a link too.</summary>
    bool IsIndependent { get; }

    /// <summary>Sets the one receiver of changes; called on any thread.</summary>
    void Observe(Action<Level> changed);
}
