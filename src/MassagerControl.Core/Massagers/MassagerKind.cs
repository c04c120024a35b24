namespace MassagerControl.Core.Massagers;

/// <summary>What the person holds or lies on. A bed is driven by its massage motors only.</summary>
public enum MassagerKind
{
    Gun,
    Ball,
    Roller,
    Bed,
    Other,
}
