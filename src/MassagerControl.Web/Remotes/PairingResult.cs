namespace MassagerControl.Web.Remotes;

/// <summary>What came of a code that somebody gave.</summary>
internal abstract record PairingResult;

/// <param name="Token">Said once; only its hash is kept.</param>
internal sealed record Paired(Remote Remote, string Token) : PairingResult;

/// <summary>No such code, or it was used or is too old.</summary>
internal sealed record WrongCode : PairingResult;

/// <summary>Too many wrong codes: nobody is paired until this time has passed.</summary>
internal sealed record PairingPaused(TimeSpan Left) : PairingResult;
