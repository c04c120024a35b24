using MassagerControl.RadioContract;

namespace MassagerControl.Tests.Devices.Radios;

public sealed class SimulatedOvertakingContract : OvertakingContractTests
{
    protected override Task<RadioBench> StartAsync(string faults = "") => Task.FromResult<RadioBench>(new SimulatedBench(faults));
}
