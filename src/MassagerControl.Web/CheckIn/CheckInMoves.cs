using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Core.Screening;

namespace MassagerControl.Web.CheckIn;

/// <summary>The moves of a check-in by their words in the API.</summary>
internal static class CheckInMoves
{
    /// <returns>Null where it is no move.</returns>
    public static CheckInMove? Read(string text) => text switch
    {
        "go-on" => new GoOn(),
        "none" => new NoneOfThese(),
        "some" => new SomeOfThese(),
        "same" => new SameAsLastTime(),
        "back" => new GoBack(),
        "leave" => new Leave(),
        "yes" => new GiveAnswer(CheckInAnswer.Yes),
        "no" => new GiveAnswer(CheckInAnswer.No),
        "unsure" => new GiveAnswer(CheckInAnswer.Unsure),
        _ => WithValue(text.Split(':', 2)),
    };

    private static CheckInMove? WithValue(string[] parts) => parts switch
    {
        ["mark", var item] when Number(item) is { } number => new MarkItem(number),
        ["rating", var rating] when Number(rating) is >= Discomfort.Lowest and <= Discomfort.Highest and var value => new GiveAnswer(new SaidRating(Discomfort.From(value))),
        ["day", var day] when DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => new GiveAnswer(new SaidDay(date)),
        _ => null,
    };

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
