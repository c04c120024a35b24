using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using MassagerControl.Core;

namespace MassagerControl.Web.Remotes;

/// <summary>Who is paired: lets new remotes in by a code, knows them by their token, and forgets them.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class RemoteRegistry
{
    public const int LongestName = 60;

    /// <summary>How many are paired at most; far more than a household has.</summary>
    public const int Most = 50;

    private const int TokenBytes = 32;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly RemoteFile _file;
    private readonly PairingCodes _codes;
    private ImmutableArray<Remote> _remotes;

    /// <param name="folder">The data folder, where the remotes are kept.</param>
    public RemoteRegistry(string folder, TimeProvider time)
    {
        (_time, _file, _codes) = (time, new RemoteFile(folder), new PairingCodes(time));
        (_remotes, Problems) = _file.Read();
    }

    /// <summary>Raised when a remote is forgotten; must return at once and not throw.</summary>
    public event Action<Remote>? Revoked;

    /// <summary>Raised when a remote is paired once more, with what it was before; must return at once and not throw.</summary>
    public event Action<Remote>? Replaced;

    /// <summary>Raised when a remote is paired; must return at once and not throw.</summary>
    public event Action<Remote>? Added;

    /// <summary>Why the remotes of before are not known; empty where they are.</summary>
    public ImmutableArray<Phrase> Problems { get; }

    public ImmutableArray<Remote> All
    {
        get
        {
            lock (_gate)
                return _remotes;
        }
    }

    public PairingCode Invite(RemoteRole role) => _codes.Issue(role);

    /// <param name="from">Who asks.</param>
    /// <param name="before">What the phone that asks is signed in as: the new pairing takes its place, and its token is dead.</param>
    /// <exception cref="IOException">The remote cannot be kept, and is not paired; the code is as good as before.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public PairingResult Pair(string code, string name, IPAddress? from, Remote? before)
    {
        var (used, pause) = _codes.Use(code, from);
        if (used is null)
            return pause > TimeSpan.Zero ? new PairingPaused(pause) : new WrongCode();
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        if (Keep(used, name, token, before) is not { } added)
            return new TooManyRemotes();
        if (added.Replaced is { } gone)
            Replaced?.Invoke(gone);
        Added?.Invoke(added.Remote);
        return new Paired(added.Remote, token);
    }

    /// <returns>Null where nobody has this token, or no more.</returns>
    public Remote? Find(string token)
    {
        var hash = Hash(token);
        return All.FirstOrDefault(remote => remote.Secret == hash);
    }

    /// <summary>Whether a remote that was found before is still paired, with the same token.</summary>
    public bool Knows(Remote remote) => All.Contains(remote);

    /// <returns>False where there is no such remote.</returns>
    /// <exception cref="IOException">The file cannot be written; the remote is forgotten until the next start all the same.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public bool Revoke(string id)
    {
        Remote? gone;
        lock (_gate)
        {
            gone = _remotes.FirstOrDefault(remote => remote.Id == id);
            if (gone is null)
                return false;
            _remotes = _remotes.Remove(gone);
        }
        // First of all it is out.
        Revoked?.Invoke(gone);
        lock (_gate)
            _file.Write(_remotes);
        return true;
    }

    /// <returns>Null where there is no room for one more.</returns>
    private (Remote Remote, Remote? Replaced)? Keep(PairingCode used, string name, string token, Remote? before)
    {
        var kept = false;
        try
        {
            lock (_gate)
            {
                var replaced = before is null ? null : _remotes.FirstOrDefault(remote => remote == before);
                var others = replaced is null ? _remotes : _remotes.Remove(replaced);
                if (others.Length >= Most)
                    return null;
                // The same phone keeps its id, and so the sessions that it holds.
                var remote = new Remote(replaced?.Id ?? NewId(), name, used.Role, Hash(token), _time.GetUtcNow());
                // What cannot be kept is not paired: it would be forgotten without a word.
                _file.Write(others.Add(remote));
                _remotes = others.Add(remote);
                kept = true;
                return (remote, replaced);
            }
        }
        finally
        {
            if (!kept)
                _codes.GiveBack(used);
        }
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    // A token has 256 bits of chance: a fast hash is enough, and there is nothing to find out by comparing hashes.
    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
