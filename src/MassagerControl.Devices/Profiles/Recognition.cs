using System.Collections.Immutable;

namespace MassagerControl.Devices.Profiles;

/// <summary>How a device is recognised by what it advertises.</summary>
/// <param name="Names">Exact names; any of them.</param>
public sealed record Recognition(ImmutableArray<string> Names);
