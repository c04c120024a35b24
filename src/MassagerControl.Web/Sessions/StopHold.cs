namespace MassagerControl.Web.Sessions;

/// <summary>Who can stop a session from where they lie.</summary>
internal enum StopHold
{
    Remote,

    /// <summary>No remote answers, but a key is there.</summary>
    Key,
    Nobody,
}
