using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>A profile that a device may belong to.</summary>
/// <param name="Score">Higher is better; the best of name, manufacturer data and service, added up.</param>
/// <param name="Reasons">What fits, for people.</param>
/// <param name="Unsure">What fits says little: the device must be asked after connecting before anything moves.</param>
public sealed record MatchCandidate(DeviceProfile Profile, int Score, ImmutableArray<Phrase> Reasons, bool Unsure);
