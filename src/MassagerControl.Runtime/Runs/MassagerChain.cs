using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Guarding;

namespace MassagerControl.Runtime.Runs;

/// <summary>Everything that stands between the loop of a session and the driver of its device.</summary>
internal static class MassagerChain
{
    /// <summary>Puts the chain together. A command passes it from the last line here to the first.</summary>
    /// <param name="mayRun">Writes down that the motor may run (<see cref="JournaledMassager"/>); null where nothing is kept.</param>
    /// <param name="stop">Stops the session; from any thread.</param>
    /// <param name="watch">The guard of a device outside this process; null for one inside.</param>
    public static LeasedMassager Of(IMassager driver, Func<Phrase?>? mayRun, Action<StopInput> stop, DeviceWatch? watch, TimeProvider time)
    {
        var chain = driver;
        if (mayRun is not null)
            chain = new JournaledMassager(chain, mayRun, reason => stop(new($"the motor may not start: {reason}")));
        if (watch is not null)
            chain = new GuardedMassager(chain, watch.Link.RenewAsync);
        return new LeasedMassager(chain, time);
    }
}
