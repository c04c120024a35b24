namespace MassagerControl.Clinic.Access;

/// <summary>What somebody may do. A room may do what a room does, and no more; of people each may do what those before may.</summary>
public enum ClinicRole
{
    /// <summary>Reserves, settles and says how it is.</summary>
    Room,

    /// <summary>Sees all rooms and stops them; clears locks.</summary>
    Therapist,

    /// <summary>The same, and what the desk decides.</summary>
    Desk,

    /// <summary>Lets rooms and people in, and reads the audit log.</summary>
    Admin,
}

/// <summary>Roles as the API calls them.</summary>
internal static class ClinicRoleWords
{
    public static readonly (string Word, ClinicRole Role)[] All =
        [("room", ClinicRole.Room), ("therapist", ClinicRole.Therapist), ("desk", ClinicRole.Desk), ("admin", ClinicRole.Admin)];

    public static string Word(this ClinicRole role) => All.Single(one => one.Role == role).Word;
}
