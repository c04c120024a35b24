using MassagerControl.Core.Timing;

namespace MassagerControl.Devices.Conformance;

/// <summary>Lets virtual time run until a task has ended.</summary>
internal static class VirtualRun
{
    /// <exception cref="TimeoutException">In the task: it does not end within that virtual time.</exception>
    public static Task<T> RunIn<T>(this Task<T> running, VirtualTimeProvider time, TimeSpan longest)
    {
        while (!running.IsCompleted)
            if (time.Elapsed > longest || !time.RunNext())
                return Task.FromException<T>(new TimeoutException($"not over after {time.Elapsed.TotalSeconds:0} s of virtual time"));
        return running;
    }
}
