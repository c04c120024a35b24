using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Web.Remotes;
using MassagerControl.Web.Sessions;

namespace MassagerControl.Web.Live;

/// <summary>Hands what a remote presses to its session, whichever way it came.</summary>
internal sealed class RemoteInputs(ServedSessions sessions)
{
    /// <returns>Null where there is no such session.</returns>
    public async Task<InputReply?> PostAsync(int? session, SessionInput input, Remote remote) =>
        sessions.Find(session) is { } found ? await sessions.PostAsync(found, input, remote.Id).ConfigureAwait(false) : null;

    /// <returns>The sessions that stop.</returns>
    public IReadOnlyCollection<int> Stop(int? session, bool test) => test ? [] : sessions.Stop(session, InputWords.Source);
}
