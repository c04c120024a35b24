using System.Collections.Concurrent;
using MassagerControl.Core;

namespace MassagerControl.Clinic.People;

/// <summary>Whether the desk knows an id for which a room wants a session.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class KnownIds(IPeople people, bool takesAny)
{
    // Who was deleted since is refused by their ledger.
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <returns>Why there is no session under this id; null where it is known.</returns>
    public async Task<Phrase?> ProblemAsync(string id, CancellationToken cancellation)
    {
        if (takesAny || _known.ContainsKey(id))
            return null;
        if (await people.FindAsync(id, cancellation).ConfigureAwait(false) is null)
            return "the desk has taken in nobody with this id: look whether each letter is right, large and small ones too, or ask the desk";
        _known[id] = true;
        return null;
    }
}
