
namespace MassagerControl.Runtime.Reach;

/// <param name="Id"><c>sim:PROFILE</c> and the like, as on the command line.</param>
/// <param name="FaultsFile">Faults that a simulated device is to make, or null.</param>
/// <param name="Trace">Report every frame.</param>
/// <param name="Profiles">The folder of a person's own profiles, beside the shipped ones.</param>
public sealed record DeviceRequest(string Id, string? FaultsFile, bool Trace, string Profiles)
{
    /// <summary>The folder where paired devices are remembered; null finds none by its name.</summary>
    public string? Data { get; init; }
}
