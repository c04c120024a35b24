using System.Collections.Immutable;

namespace MassagerControl.Core.Areas;

/// <summary>All areas that the program knows, locked ones too.</summary>
public static class BodyAreas
{
    public static ImmutableArray<BodyArea> All { get; } = [.. UpperBackAreas.All, .. LowerBackAreas.All, .. LockedAreas.All];

    /// <returns>Null when there is no such area.</returns>
    public static BodyArea? Find(string id) => All.FirstOrDefault(area => area.Id == id);
}
