using System.Text;
using MassagerControl.Chaos.Scenarios;
using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Chaos.Running;

/// <summary>Writes down what happens, in the order of happening.</summary>
internal sealed class Observer(VirtualTimeProvider world)
{
    private readonly List<Entry> _entries = [];
    private readonly List<PhaseSpan> _phases = [];
    private readonly List<(string Fault, string Phase)> _hits = [];
    private readonly List<(TimeSpan At, int Bytes)> _logSize = [];
    private readonly int _home = Environment.CurrentManagedThreadId;
    private string _phase = "connecting";
    private int _bytes;

    public void Add(Entry entry)
    {
        // In virtual time everything has one thread: what goes on elsewhere waits for the thread pool, and a stop must not.
        if (Environment.CurrentManagedThreadId != _home && entry is not HostTrouble)
            throw new InvalidOperationException($"the session left its thread: {entry}");
        _entries.Add(entry);
        if (entry is DeviceEntry { What: FaultBegan began })
            _hits.Add((NameOf(began.Fault), _phase));
        else if (entry is HostTrouble trouble)
            _hits.Add((NameOf(trouble.Kind), _phase));
    }

    public void Log(string line)
    {
        _bytes += Encoding.UTF8.GetByteCount(line) + 1;
        _logSize.Add((world.Elapsed, _bytes));
    }

    /// <summary>Where the session stands from now on.</summary>
    public void Enter(SessionState state)
    {
        _phase = PhaseOf(state);
        if (_phases.Count > 0)
            _phases[^1] = _phases[^1] with { To = world.Elapsed };
        if (_phases.Count == 0 || _phases[^1].Phase != _phase)
            _phases.Add(new(_phase, world.Elapsed, world.Elapsed));
    }

    public Account Account(Scenario scenario, Prepared prepared) => new()
    {
        Scenario = scenario,
        Prepared = prepared,
        Entries = [.. _entries],
        Watched = world.Elapsed,
        Phases = [.. _phases],
        Hits = [.. _hits],
        LogSize = [.. _logSize],
    };

    public static string NameOf(Fault fault) => Camel(fault.GetType().Name);

    public static string NameOf(HostFaultKind kind) => Camel(kind.ToString());

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string PhaseOf(SessionState state) => state switch
    {
        SessionState.Idle or SessionState.Connecting or SessionState.Ready => "connecting",
        SessionState.WarmingUp => "warm-up",
        SessionState.Compressing => "compress",
        SessionState.Holding => "hold",
        SessionState.Releasing => "release",
        SessionState.Resting => "guided",
        SessionState.CoolingDown => "cool-down",
        SessionState.Paused => "paused",
        SessionState.Reconnecting => "reconnecting",
        SessionState.Stopping => "stopping",
        _ => "over",
    };
}
