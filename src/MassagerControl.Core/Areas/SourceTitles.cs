namespace MassagerControl.Core.Areas;

/// <summary>What is read about the body, by title.</summary>
public static class SourceTitles
{
    public const string Knots = "How To Massage Knots Out of Back? [Lower Back and Upper Back]";
    public const string ThreeWays = "3 Ways to Get Rid of Knots on the Back";
    public const string Someone = "How to Massage Knots Out of Someone’s Back";
    public const string KnotPain = "How to Reduce Muscle Knot Pain With Massage";
    public const string Anatomy = "Gray, Anatomy of the Human Body, 20th edition (1918)";
    public const string OwnChoice = "MassagerControl, own choice";
}
