using MassagerControl.RadioContract;

namespace MassagerControl.Tests.Devices.Radios;

public sealed class SimulatedUnansweredContract : UnansweredContractTests
{
    protected override Task<RadioBench> StartAsync(string faults = "") => Task.FromResult<RadioBench>(new SimulatedBench(faults));
}
