namespace MassagerControl.Web.Remotes;

/// <summary>What came of a code that somebody gave.</summary>
internal abstract record PairingResult;

/// <param name="Token">Said once; only its hash is kept.</param>
internal sealed record Paired(Remote Remote, string Token) : PairingResult;

/// <summary>No such code, or it was used or is too old.</summary>
internal sealed record WrongCode : PairingResult;

/// <summary>Too many wrong codes: whoever asks is not paired until this time has passed.</summary>
internal sealed record PairingPaused(TimeSpan Left) : PairingResult;

/// <summary>So many are paired that one has to be forgotten first. The code is as good as before.</summary>
internal sealed record TooManyRemotes : PairingResult;
