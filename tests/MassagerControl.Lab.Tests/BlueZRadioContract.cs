using MassagerControl.Lab.Tests.Support;
using MassagerControl.RadioContract;

namespace MassagerControl.Lab.Tests;

public sealed class BlueZRadioContract(VirtualMachine machine) : RadioContractTests, IClassFixture<VirtualMachine>
{
    protected override Task<RadioBench> StartAsync(string faults = "") => LabBench.StartAsync(machine, faults);
}
