namespace MassagerControl.Web.Remotes;

/// <summary>A phone or another browser that was paired with this computer.</summary>
/// <param name="Id">Names it in the API; no secret.</param>
/// <param name="Name">As the person called it.</param>
/// <param name="Secret">SHA-256 of its token, in hexadecimal digits: who reads the file cannot sign in with it.</param>
internal sealed record Remote(string Id, string Name, RemoteRole Role, string Secret, DateTimeOffset Paired);
