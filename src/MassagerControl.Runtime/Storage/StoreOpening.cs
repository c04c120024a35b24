using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Runtime.Storage;

/// <summary>An open store; or none: because there is none yet, or because of an error.</summary>
/// <param name="Notes">What the person should know, e.g. that a damaged file was set aside.</param>
/// <param name="Error">Why it cannot be used, or null.</param>
public sealed record StoreOpening(MassagerStore? Store, ImmutableArray<Phrase> Notes, Phrase? Error)
{
    /// <summary>The file itself is damaged: <see cref="MassagerStore.Open"/> would set it aside.</summary>
    public bool IsDamaged { get; init; }

    public static StoreOpening None { get; } = new(null, [], null);

    public static StoreOpening Failed(Phrase error) => new(null, [], error);
}
