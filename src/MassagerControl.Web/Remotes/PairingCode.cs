namespace MassagerControl.Web.Remotes;

/// <summary>Lets one remote in, once.</summary>
/// <param name="Role">What that remote may do.</param>
/// <param name="Issued">The timestamp of its clock: it grows old whatever becomes of the wall clock.</param>
/// <param name="Expires">For whoever reads it; counts for nothing.</param>
internal sealed record PairingCode(string Text, RemoteRole Role, long Issued, DateTimeOffset Expires);
