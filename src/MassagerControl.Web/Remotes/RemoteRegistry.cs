using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace MassagerControl.Web.Remotes;

/// <summary>Who is paired: lets new remotes in by a code, knows them by their token, and forgets them.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class RemoteRegistry
{
    public const int LongestName = 60;

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

    /// <summary>Raised when a remote is paired; must return at once and not throw.</summary>
    public event Action<Remote>? Added;

    /// <summary>Why the remotes of before are not known; empty where they are.</summary>
    public ImmutableArray<string> Problems { get; }

    public ImmutableArray<Remote> All
    {
        get
        {
            lock (_gate)
                return _remotes;
        }
    }

    public PairingCode Invite(RemoteRole role) => _codes.Issue(role);

    /// <exception cref="IOException">The remote cannot be kept, and is not paired.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public PairingResult Pair(string code, string name)
    {
        if (_codes.Pause() is { Ticks: > 0 } left)
            return new PairingPaused(left);
        if (_codes.Use(code) is not { } used)
            return new WrongCode();
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var remote = new Remote(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), name, used.Role, Hash(token), _time.GetUtcNow());
        lock (_gate)
            Keep(_remotes.Add(remote));
        Added?.Invoke(remote);
        return new Paired(remote, token);
    }

    /// <returns>Null where nobody has this token, or no more.</returns>
    public Remote? Find(string token)
    {
        var hash = Hash(token);
        return All.FirstOrDefault(remote => remote.Secret == hash);
    }

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

    // Within the gate. What cannot be kept is not paired: it would be forgotten without a word.
    private void Keep(ImmutableArray<Remote> remotes)
    {
        _file.Write(remotes);
        _remotes = remotes;
    }

    // A token has 256 bits of chance: a fast hash is enough, and there is nothing to find out by comparing hashes.
    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
