using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Devices.Captures.Cleaning;

/// <summary>What was done to a capture.</summary>
/// <param name="Kept">Packets written.</param>
/// <param name="LeftOut">Packets that were not.</param>
/// <param name="Faults">What was wrong with the capture that was read.</param>
/// <param name="FaultsLeftOut">How many more faults there were.</param>
/// <param name="Notes">What was chosen in a packed file.</param>
public sealed record CleanedCapture(long Kept, long LeftOut, ImmutableArray<CaptureFault> Faults, long FaultsLeftOut, ImmutableArray<Phrase> Notes)
{
    /// <summary>In the cleaned capture every address of the device is this one.</summary>
    public static string Device => DeviceAddress.Text(DeviceAddress.StandIn);
}
