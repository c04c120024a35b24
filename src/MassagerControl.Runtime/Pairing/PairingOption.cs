using MassagerControl.Core;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Runtime.Pairing;

/// <summary>A device that may be paired as one of a profile.</summary>
/// <param name="Unsure">What it advertises says little: it must confirm itself after connecting.</param>
/// <param name="Why">What fits, for people.</param>
public sealed record PairingOption(Sighting Sighting, DeviceProfile Profile, bool Unsure, Phrase Why);
