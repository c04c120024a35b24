using System.Collections.Immutable;
using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Chaos.Generation;

/// <summary>One kind of fault in one phase: each session is aimed at one, so that none is left to luck.</summary>
internal sealed record Aim(string Fault, string Phase)
{
    public static ImmutableArray<string> DeviceFaults { get; } =
    [
        .. typeof(Fault).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fault)) && !type.IsAbstract)
            .Select(type => char.ToLowerInvariant(type.Name[0]) + type.Name[1..]).Order(StringComparer.Ordinal),
    ];

    public static ImmutableArray<string> HostFaults { get; } = [.. Enum.GetValues<HostFaultKind>().Select(Observer.NameOf)];

    public static ImmutableArray<string> Phases { get; } =
        ["connecting", "warm-up", "compress", "hold", "release", "guided", "cool-down", "paused", "reconnecting", "stopping"];

    /// <summary>Every pair.</summary>
    public static ImmutableArray<Aim> All { get; } =
        [.. from phase in Phases from fault in DeviceFaults.Concat(HostFaults) select new Aim(fault, phase)];
}
