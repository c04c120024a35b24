using System.Collections.Immutable;
using MassagerControl.App.CheckIn;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Screening;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.CheckIn;

/// <summary>Keys as a test writes them: each character one key, <c>\r</c> Enter, <c>\b</c> Backspace, <c>\e</c> Escape.</summary>
internal static class Keys
{
    public static IEnumerable<ConsoleKeyInfo> Of(string keys) => keys.Select(key => new ConsoleKeyInfo(key, KeyOf(key), false, false, false));

    public static CheckInSubject Subject(AreaPlace? place = null, params ImmutableArray<PastCheckIn> past) =>
        new(CheckIns.Shipped, past, place ?? CheckIns.Shoulder, CheckIns.Now, verdict => verdict.Advice);

    public static CheckInDialogue Press(this CheckInDialogue dialogue, string keys) => Of(keys).Aggregate(dialogue, (shown, key) => shown.Next(key));

    private static ConsoleKey KeyOf(char key) => key switch
    {
        '\r' => ConsoleKey.Enter,
        '\b' => ConsoleKey.Backspace,
        '\e' => ConsoleKey.Escape,
        ' ' => ConsoleKey.Spacebar,
        _ => ConsoleKey.None,
    };
}
