namespace MassagerControl.Clinic.Storage;

/// <summary>Under which name the grains' storage is known.</summary>
internal static class ClinicStore
{
    public const string Name = "clinic";
}
