namespace MassagerControl.Runtime.Runs;

/// <summary>The time that a session runs in, and how other threads get at it.</summary>
public abstract class SessionClock : IDisposable
{
    public abstract TimeProvider Time { get; }

    /// <summary>How fast time went where the computer was too slow for the speed that was asked for; null where it was not.</summary>
    public virtual double? SpeedMissed => null;

    /// <summary>Does something in the session's time; from any thread.</summary>
    public abstract void Post(Action action);

    /// <summary>Lets time go on until the task is complete.</summary>
    /// <exception cref="InvalidOperationException">Time cannot go on, or a timer's callback failed: a fault of this program.</exception>
    public abstract Task RunUntilAsync(Task task);

    public abstract void Dispose();
}
