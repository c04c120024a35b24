using System.Collections.Immutable;

namespace MassagerControl.Runtime.Storage;

/// <summary>An open store of sessions, or why it cannot be used.</summary>
public sealed record SessionStoreOpening(SessionStore? Sessions, ImmutableArray<string> Notes, string? Error);
