using System.Globalization;

namespace MassagerControl.Core;

/// <summary>Turns of phrase that every part of the program needs.</summary>
public static class Phrase
{
    /// <param name="count">How many, from 0.</param>
    /// <param name="one">The word for one of them; the word for more has an s.</param>
    /// <returns><c>1 rep</c>, <c>2 reps</c>, <c>0 reps</c>.</returns>
    public static string Count(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");
}
