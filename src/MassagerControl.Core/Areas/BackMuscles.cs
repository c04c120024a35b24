namespace MassagerControl.Core.Areas;

/// <summary>The muscles of the back that the articles name. Which way their fibres run is from <see cref="SourceTitles.Anatomy"/>.</summary>
internal static class BackMuscles
{
    public static readonly AreaMuscle UpperTrapezius = new("upper trapezius", "outward and downward, from the neck to the outer end of the collarbone");
    public static readonly AreaMuscle MiddleTrapezius = new("middle trapezius", "level, from the spine outward to the shoulder");
    public static readonly AreaMuscle Rhomboids = new("rhomboids", "outward and downward, from the spine to the inner edge of the shoulder blade");
    public static readonly AreaMuscle SerratusSuperior = new("serratus posterior superior", "outward and downward, from the spine to the second to fifth rib");
    public static readonly AreaMuscle Subscapularis = new("subscapularis", "outward, on the front of the shoulder blade, to the upper arm");
    public static readonly AreaMuscle Supraspinatus = new("supraspinatus", "outward, along the top of the shoulder blade to the joint");
    public static readonly AreaMuscle Infraspinatus = new("infraspinatus", "outward, drawn together towards the shoulder joint");
    public static readonly AreaMuscle TeresMinor = new("teres minor", "outward and upward, along the outer edge of the shoulder blade");
    public static readonly AreaMuscle SerratusInferior = new("serratus posterior inferior", "outward and upward, from the spine to the last four ribs");
    public static readonly AreaMuscle QuadratusLumborum = new("quadratus lumborum", "upward, from the hip bone to the last rib");

    // The article names no muscle of this group, so no book can be asked.
    public static readonly AreaMuscle Spinal = new("deep and superficial spinal muscles", null);
}
