using System.Collections.Immutable;

namespace MassagerControl.Core.Massagers;

/// <summary>What a kind of massager is called.</summary>
public static class KindText
{
    public static Phrase Word(MassagerKind kind) => kind switch
    {
        MassagerKind.Gun => "gun",
        MassagerKind.Ball => "ball",
        MassagerKind.Roller => "roller",
        MassagerKind.Bed => "bed",
        _ => "other",
    };

    /// <returns>E.g. <c>gun or ball</c>.</returns>
    /// <param name="kinds">At least one.</param>
    public static Phrase Words(ImmutableArray<MassagerKind> kinds) =>
        kinds.Skip(1).Aggregate(Word(kinds[0]), (said, kind) => Phrase.Of($"{said} or {Word(kind)}"));
}
