using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Runtime.Storage;

/// <summary>An open store of sessions, or why it cannot be used.</summary>
public sealed record SessionStoreOpening(SessionStore? Sessions, ImmutableArray<Phrase> Notes, Phrase? Error);
