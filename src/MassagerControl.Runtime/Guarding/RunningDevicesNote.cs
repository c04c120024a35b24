using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Guarding;

/// <summary>Writes into the data folder that a guard has stopped a device, so that the next start need not.</summary>
internal static class RunningDevicesNote
{
    private const string How = "confirmed by the device, to the guard";

    /// <summary>Clears what the session's process had written of this device. A folder that cannot be written is left as it is: the next start stops the device once more.</summary>
    /// <param name="session">The process of the session.</param>
    public static void Stopped(KeptSession kept, OwnerProcess? session, DateTimeOffset at)
    {
        using var store = MassagerStore.OpenExisting(kept.Folder).Store;
        try
        {
            store?.Write(work =>
            {
                var running = new RunningDevices(work);
                foreach (var left in running.All().Where(left => left.Device == kept.Device && left.Owner == session))
                    running.Clear(left.Id, at, How);
            });
        }
        catch (StoreException)
        {
            // The person has been told already; nothing is lost but a second stop.
        }
    }
}
