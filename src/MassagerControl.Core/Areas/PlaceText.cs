namespace MassagerControl.Core.Areas;

/// <summary>How a place is called.</summary>
public static class PlaceText
{
    /// <returns>For a person: <c>Top of the shoulder, right</c>; an area that this program does not know by its id.</returns>
    public static Phrase InWords(this AreaPlace place)
    {
        var area = BodyAreas.Find(place.Area)?.Name ?? Phrase.Verbatim(place.Area);
        return place.Side is { } side ? Phrase.Of($"{area}, {Side(side)}") : area;
    }

    private static Phrase Side(string side) => side switch
    {
        "left" => "left",
        "right" => "right",
        _ => Phrase.Verbatim(side),
    };
}
