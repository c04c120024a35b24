using System.Collections.Immutable;

namespace MassagerControl.CaptureEquality;

/// <summary>Something that happens in a session, whatever captures it.</summary>
internal abstract record SessionPart;

/// <param name="Address">As it is sent: the last byte first.</param>
internal sealed record Advertised(ImmutableArray<byte> Address, ImmutableArray<byte> Data, ImmutableArray<byte> ScanAnswer) : SessionPart;

/// <param name="Handle">At the phone's controller.</param>
/// <param name="AccessAddress">On the air.</param>
internal sealed record Connected(int Link, ushort Handle, ImmutableArray<byte> Address, uint AccessAddress) : SessionPart;

internal sealed record Disconnected(int Link) : SessionPart;

/// <summary>A packet of a channel.</summary>
/// <param name="Fragment">Bytes of L2CAP in one fragment at most.</param>
internal sealed record Spoken(int Link, bool FromPhone, ImmutableArray<byte> Packet, ushort Channel = 4, int Fragment = 27) : SessionPart;

/// <summary>Their fragments take turns.</summary>
internal sealed record Mixed(ImmutableArray<Spoken> Parts) : SessionPart;

/// <summary>Heard on the air once more, because its acknowledgement was lost; a controller tells its host nothing of it.</summary>
internal sealed record HeardTwice(Spoken Part) : SessionPart;
