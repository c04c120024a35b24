using MassagerControl.Core;

namespace MassagerControl.Clinic.Storage;

/// <summary>Which database this is. A restart, a restore or another server begins a new epoch, as what was kept last may be gone: what was read before counts no more, and rooms tell anew.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class DatabaseEpoch(TimeProvider time)
{
    /// <summary>So long nothing is granted in a new epoch: rooms that are there say within seconds what may be gone.</summary>
    public static readonly TimeSpan Telling = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private string? _name;
    private long _seen;
    private TimeSpan _left;

    /// <summary>Null where nobody looks: one silo alone in memory.</summary>
    public string? Name
    {
        get
        {
            lock (_gate)
                return _name;
        }
    }

    /// <summary>Why nothing may be granted; null where it may.</summary>
    public Phrase? Doubt
    {
        get
        {
            lock (_gate)
                return _name is not null && _left - time.GetElapsedTime(_seen) is var left && left > TimeSpan.Zero
                    ? Phrase.Of($"the clinic's database was restarted or restored: nothing is granted for {Math.Ceiling(left.TotalSeconds):0} s, in which the rooms say what it may have lost")
                    : null;
        }
    }

    /// <param name="age">For how long it is known to some silo.</param>
    public void See(string name, TimeSpan age)
    {
        lock (_gate)
        {
            if (_name == name)
                return;
            (_name, _seen) = (name, time.GetTimestamp());
            // A wall clock that was set back must not make it longer.
            _left = age < TimeSpan.Zero ? Telling : Telling - age;
        }
    }
}
