using MassagerControl.RadioContract;

namespace MassagerControl.Tests.Devices.Radios;

public sealed class SimulatedRadioContract : RadioContractTests
{
    protected override bool HearsApart => false;

    protected override Task<RadioBench> StartAsync(string faults = "") => Task.FromResult<RadioBench>(new SimulatedBench(faults));
}
