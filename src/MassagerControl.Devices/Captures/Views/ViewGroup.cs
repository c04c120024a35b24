using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Inference;

namespace MassagerControl.Devices.Captures.Views;

/// <summary>Frames of one shape, with an example and what its bytes are thought to be.</summary>
/// <param name="Begins">The bytes that name the group in a correction of a person: those that are the same at its beginning.</param>
/// <param name="FixedLength">All of its frames are as long as the example.</param>
/// <param name="Seen">For each byte the different values it had, at most a few.</param>
public sealed record ViewGroup(
    int Place, GroupMeaning Meaning, bool Told, long Count, int Distinct, ImmutableArray<byte> Example, ImmutableArray<ByteRole> Roles, ImmutableArray<byte> Begins, bool FixedLength,
    ImmutableArray<ImmutableArray<byte>> Seen);
