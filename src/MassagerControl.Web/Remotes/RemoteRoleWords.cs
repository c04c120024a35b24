namespace MassagerControl.Web.Remotes;

/// <summary>The words of the roles in the API and in the file of remotes.</summary>
internal static class RemoteRoleWords
{
    public const string RateStop = "rate-stop";
    public const string Control = "control";

    public static string Word(this RemoteRole role) => role == RemoteRole.Control ? Control : RateStop;
}
