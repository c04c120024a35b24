using MassagerControl.Core;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Runtime.Texts;

/// <summary>The word for a kind of massager.</summary>
public static class ToolText
{
    public static Phrase Word(MassagerKind kind) => kind switch
    {
        MassagerKind.Gun => "gun",
        MassagerKind.Ball => "ball",
        MassagerKind.Roller => "roller",
        MassagerKind.Bed => "bed",
        MassagerKind.Other => "other",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind."),
    };
}
