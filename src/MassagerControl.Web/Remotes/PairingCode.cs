namespace MassagerControl.Web.Remotes;

/// <summary>Lets one remote in, once.</summary>
/// <param name="Role">What that remote may do.</param>
internal sealed record PairingCode(string Text, RemoteRole Role, DateTimeOffset Expires);
