namespace MassagerControl.Chaos.Scenarios;

/// <summary>A fault of the simulated device, member by member as docs/faults.md describes it.</summary>
internal sealed record DeviceFault
{
    /// <summary>Seconds since the device was switched on.</summary>
    public double? At { get; init; }

    public int? Write { get; init; }

    public required string Kind { get; init; }

    public double? Seconds { get; init; }

    public double? By { get; init; }

    public int? Times { get; init; }

    public int? Code { get; init; }

    public int? Level { get; init; }
}
