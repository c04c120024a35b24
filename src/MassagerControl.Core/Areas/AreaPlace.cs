namespace MassagerControl.Core.Areas;

/// <summary>A place on a person: an area and its side. The two sides of an area are two places.</summary>
/// <param name="Area">The area's id.</param>
/// <param name="Side"><c>left</c>, <c>right</c>, or null where an area has no sides.</param>
public sealed record AreaPlace(string Area, string? Side)
{
    /// <returns>E.g. <c>between-blades left</c>: for messages, and as a key.</returns>
    public override string ToString() => Side is null ? Area : $"{Area} {Side}";
}
