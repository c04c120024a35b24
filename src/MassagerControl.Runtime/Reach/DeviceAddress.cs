namespace MassagerControl.Runtime.Reach;

/// <summary>How another process finds the same device: what a guard is given. A device inside this process has none.</summary>
/// <param name="Device">As on the command line, the same for every process: <c>socket:/full/path</c>.</param>
/// <param name="Profiles">The folder of the person's own profiles.</param>
/// <param name="Rehearse">Stops a virtual device of the same profile, on the way that the real stop takes: proves that it works here, and makes the first real one fast.</param>
public sealed record DeviceAddress(string Device, string Profiles, Func<CancellationToken, Task> Rehearse)
{
    /// <summary>What every process calls the device when it asks for the sole right to it.</summary>
    public string LockName { get; init; } = Device;
}
