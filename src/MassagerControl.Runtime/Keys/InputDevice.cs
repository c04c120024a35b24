using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Runtime.Keys;

/// <summary>A device with keys that this computer knows: a keyboard, a shutter, a presenter, the keys of a headset.</summary>
/// <param name="Path">Its file, e.g. <c>/dev/input/event5</c>. Another one when it comes back.</param>
/// <param name="Name">What it calls itself: text of a stranger.</param>
/// <param name="Place">Where it is attached, in the kernel's words; null where that is not told.</param>
/// <param name="Keys">The numbers of its keys (<see cref="KeyNames"/>), in order.</param>
public sealed record InputDevice(string Path, string Name, string? Place, ImmutableArray<int> Keys)
{
    /// <summary>Why this user cannot read it; null where they can.</summary>
    public Phrase? Problem { get; init; }
}
