using MassagerControl.Core;

namespace MassagerControl.Runtime.Reach;

/// <param name="Lock">Null when it could not be taken.</param>
/// <param name="Refusal">Why not.</param>
/// <param name="HeldBySomebody">Somebody else has it, whoever that is.</param>
public sealed record LockTry(DeviceLock? Lock, Phrase? Refusal, bool HeldBySomebody = false)
{
    /// <summary>Who has it; null when nobody has, and when nobody can tell.</summary>
    public LockHolder? Holder { get; init; }
}
