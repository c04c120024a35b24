namespace MassagerControl.Devices.BlueZ.Bus;

/// <summary>Something that the bus thread is to do.</summary>
internal abstract class BusWork
{
    /// <summary>On the bus thread. What it throws ends this work only.</summary>
    public abstract void Run(BusLoop loop);

    /// <summary>It will not be done, or could not be; from any thread.</summary>
    public abstract void Fail(BusException why);
}
