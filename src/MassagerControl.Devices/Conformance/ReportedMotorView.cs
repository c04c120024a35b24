using MassagerControl.Core;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Devices.Conformance;

/// <summary>A motor that nobody watches: all that is known is what the device says of it while there is a link.</summary>
internal sealed class ReportedMotorView : IMotorView
{
    private readonly Lock _gate = new();
    private Action<Level> _changed = static _ => { };
    private Level? _now;

    public Level? Now
    {
        get
        {
            lock (_gate)
                return _now;
        }
    }

    public bool IsIndependent => false;

    public void Observe(Action<Level> changed) => Volatile.Write(ref _changed, changed);

    public void Take(MassagerReport report)
    {
        switch (report)
        {
            case LevelReported reported:
                Put(reported.Level);
                Volatile.Read(ref _changed)(reported.Level);
                break;
            case LinkLost:
                Put(null);
                break;
        }
    }

    /// <summary>What was said belongs to an older command.</summary>
    public void Forget() => Put(null);

    private void Put(Level? level)
    {
        lock (_gate)
            _now = level;
    }
}
