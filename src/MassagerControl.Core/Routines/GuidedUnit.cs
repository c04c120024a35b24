using System.Collections.Immutable;

namespace MassagerControl.Core.Routines;

/// <summary>A side of the body.</summary>
public enum BodySide
{
    Left,
    Right,
}

/// <summary>A piece of a guided step that is counted by itself.</summary>
/// <param name="Side">Null where the step has no sides.</param>
/// <param name="Number">From 1; 0 for the change of sides.</param>
/// <param name="Count">How many there are on this side.</param>
/// <param name="Length">Null: until the person goes on.</param>
public sealed record GuidedUnit(BodySide? Side, int Number, int Count, TimeSpan? Length)
{
    /// <summary>The person changes to the other side.</summary>
    public bool IsChange => Number == 0;

    /// <returns>The pieces of a step in their order: left before right, with time to change in between.</returns>
    public static ImmutableArray<GuidedUnit> Of(GuidedStep step)
    {
        if (!step.Sides)
            return Units(step.Dose, null);
        ImmutableArray<GuidedUnit> change = step.Dose is OpenDose ? [] : [new(BodySide.Right, 0, 0, GuidedLimits.SideChange)];
        return [.. Units(step.Dose, BodySide.Left), .. change, .. Units(step.Dose, BodySide.Right)];
    }

    private static ImmutableArray<GuidedUnit> Units(GuidedDose dose, BodySide? side) => dose switch
    {
        TimedDose timed => [new(side, 1, 1, timed.Hold.Usual)],
        CountedDose counted => [.. Enumerable.Range(1, counted.Count.Usual).Select(number => new GuidedUnit(side, number, counted.Count.Usual, counted.Each.Usual))],
        _ => [new(side, 1, 1, null)],
    };
}
