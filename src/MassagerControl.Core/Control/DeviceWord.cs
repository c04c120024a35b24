using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Control;

/// <summary>What the device last said of itself, for views and the log: no input of the session.</summary>
internal sealed class DeviceWord
{
    private int? _battery;
    private int? _signal;
    private Phrase? _notice;

    /// <returns>False for what is not of this kind.</returns>
    public bool Takes(MassagerReport report, TimeSpan now, Action<SessionEvent> tell)
    {
        switch (report)
        {
            case BatteryReported battery:
                if (battery.Percent != _battery)
                    tell(new BatteryTold(battery.Percent) { At = now });
                _battery = battery.Percent;
                return true;
            case SignalReported signal:
                _signal = signal.Dbm;
                return true;
            case MassagerNotice notice:
                _notice = notice.Words;
                tell(new NoticeTold(notice.Words) { At = now });
                return true;
            default:
                return false;
        }
    }

    public SessionSnapshot Of(Session session, TimeSpan now) => new(session, now, _battery, _notice) { SignalDbm = _signal };
}
