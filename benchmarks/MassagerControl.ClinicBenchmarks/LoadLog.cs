using System.Collections.Concurrent;

namespace MassagerControl.ClinicBenchmarks;

/// <summary>What rooms saw: milliseconds of what succeeded, and the reasons of what did not.</summary>
internal sealed class LoadLog
{
    public ConcurrentBag<double> Begun { get; } = [];

    public ConcurrentBag<double> Settled { get; } = [];

    public ConcurrentBag<string> Failed { get; } = [];
}
