using MassagerControl.Core;
using MassagerControl.Web.Telemetry;

namespace MassagerControl.Web.Mqtt;

/// <summary>What the person at this computer and the log are told of the broker; however much comes from there, seldom.</summary>
/// <remarks>Members may be called from any thread.</remarks>
/// <param name="say">Takes a line for the person at this computer.</param>
internal sealed class BridgeNotes(Action<Phrase> say, ServiceLog log, TimeProvider time)
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);

    private readonly Seldom _stops = new(1, Gap, time);
    private readonly Seldom _ignored = new(1, Gap, time);
    private string? _gone;

    public void Connected()
    {
        _gone = null;
        say("the MQTT broker is connected");
        log.BrokerConnected();
    }

    /// <summary>The same reason is told once, until the broker was there again.</summary>
    public void Gone(Phrase why)
    {
        if (_gone == why.Text)
            return;
        _gone = why.Text;
        say($"no MQTT broker: {why}. Sessions and STOP here go on; STOP over MQTT does not arrive. It is tried again.");
        log.BrokerGone(why.Text);
    }

    public void Stopped(Phrase cause, int sessions)
    {
        if (sessions == 0 && !_stops.MayPass())
            return;
        say($"STOP: {cause} (sessions that run: {sessions})");
        log.BrokerStopped(sessions);
    }

    public void Ignored(Phrase why)
    {
        if (!_ignored.MayPass())
            return;
        say($"a command over MQTT is ignored: {why}");
        log.BrokerCommandIgnored(why.Text);
    }

    public void Refused(string topic)
    {
        say($"the MQTT broker refuses what this service shows at {topic}");
        log.BrokerRefused();
    }
}
