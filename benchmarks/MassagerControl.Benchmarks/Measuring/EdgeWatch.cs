using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Benchmarks.Measuring;

/// <summary>How late each phase of a session ended: from when it was due until the next state stood and its command had reached the device.</summary>
/// <remarks>Reads the snapshots that every view gets. For one session; read the result after the session's end.</remarks>
internal sealed class EdgeWatch
{
    private readonly List<double> _milliseconds = [];
    private Session? _before;

    public IReadOnlyList<double> Milliseconds => _milliseconds;

    public void Look(SessionSnapshot snapshot)
    {
        if (_before is { PhaseEnds: { } due } before && before.State != snapshot.Session.State && snapshot.At >= due)
            _milliseconds.Add((snapshot.At - due).TotalMilliseconds);
        _before = snapshot.Session;
    }
}
