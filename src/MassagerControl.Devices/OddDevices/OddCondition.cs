using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.OddDevices;

/// <summary>Something about a device's links that no profile of it may say.</summary>
public abstract record OddCondition;

/// <summary>What a central does.</summary>
public enum CentralAct
{
    Write,
    Read,
    Subscribe,
    Bond,
}

/// <summary>How an act fares that the device does not take.</summary>
public enum EarlyFate
{
    /// <summary>It is acknowledged, and nothing comes of it.</summary>
    Ignore,

    /// <summary>It is refused with a code.</summary>
    Refuse,

    /// <summary>The device takes the link away.</summary>
    Drop,

    /// <summary>It is never answered.</summary>
    Silent,
}

/// <summary>Something by which an act fares badly.</summary>
public abstract record BadFate : OddCondition
{
    public EarlyFate Fate { get; init; }

    /// <summary>Of the Attribute Protocol; where it is refused.</summary>
    public byte Code { get; init; }
}

/// <summary>Until an act was done on a link, others fare badly on it.</summary>
/// <param name="First">The act that must come first.</param>
/// <param name="Begins">The bytes that its write must begin with; empty for any.</param>
/// <param name="On">The characteristic that it must be done on; null for any.</param>
public sealed record NeedsFirst(CentralAct First, ImmutableArray<byte> Begins, GattUuid? On) : BadFate
{
    /// <summary>What fares badly.</summary>
    public ImmutableArray<CentralAct> Of { get; init; } = [CentralAct.Write];

    /// <summary>So long the act counts, then it must be done again on the same link; null for as long as the link stands.</summary>
    public TimeSpan? Lasts { get; init; }
}

/// <summary>A write that comes sooner after the one before, on whatever link, fares badly.</summary>
public sealed record NeedsGap(TimeSpan Gap) : BadFate;

/// <summary>A write that comes sooner after its link was made fares badly.</summary>
public sealed record NeedsRest(TimeSpan After) : BadFate;

/// <summary>A link without any traffic for so long is taken away.</summary>
public sealed record DropsIdle(TimeSpan After) : OddCondition;

/// <summary>Each link is taken away so long after it was made.</summary>
/// <param name="Links">So many of the first; null for all.</param>
public sealed record EndsLink(TimeSpan After, int? Links) : OddCondition;

/// <summary>So long after it was made a link answers and does nothing any more, but stays.</summary>
/// <param name="Links">So many of the first; null for all.</param>
public sealed record HangsLink(TimeSpan After, int? Links) : OddCondition;

/// <summary>Some of the writes fare badly.</summary>
/// <param name="Begins">Those that begin so; empty for all.</param>
/// <param name="Times">So many of them; null for all.</param>
public abstract record BadWrites(ImmutableArray<byte> Begins, int? Times) : BadFate
{
    /// <summary>From the n-th on; 1 or more.</summary>
    public int From { get; init; } = 1;
}

/// <summary>Nothing comes of writes, and they fare badly.</summary>
public sealed record IgnoresWrites(ImmutableArray<byte> Begins, int? Times) : BadWrites(Begins, Times);

/// <summary>Writes are obeyed, and fare badly all the same.</summary>
public sealed record ObeysBadly(ImmutableArray<byte> Begins, int? Times) : BadWrites(Begins, Times);

/// <summary>So long after it was made nothing is said on a link unasked any more.</summary>
/// <param name="Links">So many of the first; null for all.</param>
public sealed record FallsSilent(TimeSpan After, int? Links) : OddCondition;

/// <summary>What the device says on one characteristic comes from another one.</summary>
public sealed record SpeaksElsewhere(GattUuid From, GattUuid To) : OddCondition;

/// <summary>A second characteristic of the same UUID stands before the real one; it does nothing.</summary>
public sealed record HasTwin(GattUuid Of, GattProperties Properties) : OddCondition;

/// <summary>The device takes so many links in all, then none.</summary>
public sealed record MostLinks(int Most) : OddCondition;

/// <summary>After so many links the device has another address.</summary>
public sealed record ChangesAddress(int Links) : OddCondition;

/// <summary>The device obeys a stop and switches itself off.</summary>
/// <param name="Begins">The bytes that the stop begins with.</param>
/// <param name="BeforeAnswer">The link is gone before the answer.</param>
/// <param name="From">From the n-th stop on; 1 or more.</param>
public sealed record SwitchesOff(ImmutableArray<byte> Begins, bool BeforeAnswer, int From) : OddCondition;

/// <summary>Until a person has pressed something at the device, writes on a link are acknowledged and ignored. It says when that was done.</summary>
/// <param name="After">So long after the link was made.</param>
public sealed record NeedsPress(TimeSpan After, GattUuid On, ImmutableArray<byte> Says) : OddCondition;

/// <summary>A link carries the least until more is asked for, and then so much at most; a longer write without response is lost.</summary>
/// <param name="Mtu">23 or more, of which three bytes are not the value's.</param>
public sealed record ShortPackets(int Mtu) : OddCondition;

/// <summary>Whatever the device says unasked comes later.</summary>
public sealed record SpeaksLate(TimeSpan By) : OddCondition;
