using System.Collections.Immutable;

namespace MassagerControl.Core.Safety;

/// <summary>An output after all limits: what was asked for, what remains, and every reason, the tightest first.</summary>
public sealed record Limited(Level Level, Intensity Intensity, Intensity Requested, ImmutableArray<LimitReason> Reasons)
{
    /// <summary>The reason that decides, or null when nothing was lowered.</summary>
    public LimitReason? Tightest => Reasons.IsDefaultOrEmpty ? null : Reasons[0];
}
