using MassagerControl.App.Storage;

namespace MassagerControl.App.Guarding;

/// <summary>Writes into the data folder that a guard has stopped a device, so that the next start need not.</summary>
internal static class RunningDevicesNote
{
    private const string How = "confirmed by the device, to the guard";

    /// <summary>Clears what the session's process had written of this device. A folder that cannot be written is left as it is: the next start stops the device once more.</summary>
    /// <param name="owner">The process of the session.</param>
    public static void Stopped(string folder, string device, int owner, DateTimeOffset at)
    {
        using var store = MassagerStore.OpenExisting(folder).Store;
        try
        {
            store?.Write(work =>
            {
                var running = new RunningDevices(work);
                foreach (var left in running.All().Where(left => left.Device == device && left.Owner.Pid == owner))
                    running.Clear(left.Id, at, How);
            });
        }
        catch (StoreException)
        {
            // The person has been told already; nothing is lost but a second stop.
        }
    }
}
