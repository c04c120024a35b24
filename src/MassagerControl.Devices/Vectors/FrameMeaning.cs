using System.Collections.Immutable;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Vectors;

/// <summary>What some bytes are under a profile.</summary>
/// <param name="Bytes">Where an endpoint is a stream, the piece of it that is one frame.</param>
/// <param name="Hits">What they are; empty where they are nothing that the profile knows.</param>
/// <param name="Misses">What they begin like, the most alike first; only where there is no hit.</param>
public sealed record FrameMeaning(ImmutableArray<byte> Bytes, ImmutableArray<FrameHit> Hits, ImmutableArray<FrameMiss> Misses);

/// <summary>Bytes that are a frame of the profile, but for its checksum perhaps.</summary>
/// <param name="Name">Of the operation, or of the notification.</param>
/// <param name="Operation">Null for what the device says.</param>
/// <param name="HasChecksum">The frame has one.</param>
/// <param name="Wrong">It is wrong; null where it is right.</param>
public sealed record FrameHit(string Name, Endpoint Endpoint, Operation? Operation, FieldValues Values, bool HasChecksum, WrongChecksum? Wrong);

/// <summary>Bytes that begin like a frame of the profile.</summary>
/// <param name="Problem">What does not fit, in English.</param>
public sealed record FrameMiss(string Name, Endpoint Endpoint, bool ToDevice, string Problem);
