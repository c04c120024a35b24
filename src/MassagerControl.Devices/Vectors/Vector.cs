using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Devices.Vectors;

/// <summary>Bytes that somebody published or captured, and what they belong to.</summary>
/// <param name="Path">Where it stands in its file.</param>
/// <param name="Given">The level that the device runs at before; null for a device that stands still.</param>
public sealed record Vector(string Path, string Name, Level? Given, VectorWhen When, VectorExpect Expect);

/// <summary>What happens.</summary>
public abstract record VectorWhen;

/// <summary>The driver is asked for a level.</summary>
public sealed record WhenLevel(Level Level) : VectorWhen;

/// <summary>An operation is sent.</summary>
public sealed record WhenSent(string Operation) : VectorWhen;

/// <summary>Bytes that the device gets.</summary>
public sealed record WhenHeard(ImmutableArray<byte> Bytes, string Endpoint) : VectorWhen;

/// <summary>Bytes that the device sends.</summary>
public sealed record WhenTold(ImmutableArray<byte> Bytes, string Endpoint) : VectorWhen;

/// <summary>What must come of it.</summary>
public abstract record VectorExpect;

/// <summary>The driver writes exactly these, in this order.</summary>
public sealed record ExpectWrites(ImmutableArray<VectorWrite> Writes) : VectorExpect;

/// <summary>They mean this operation or notification, with these numbers.</summary>
public sealed record ExpectMeaning(string Name, ImmutableArray<(string Name, long Value)> Fields) : VectorExpect;

/// <summary>One write.</summary>
public sealed record VectorWrite(string Endpoint, string Hex, bool WithResponse);

/// <summary>The bytes beside a profile.</summary>
/// <param name="Profile">The profile's id.</param>
public sealed record VectorFile(string Profile, ImmutableArray<Vector> Vectors);
