using MassagerControl.Lab.Tests.Support;
using MassagerControl.RadioContract;

namespace MassagerControl.Lab.Tests;

/// <remarks>
/// Not the unanswered part of the contract: bluetoothd, which plays the peripheral too, cannot leave a request unanswered.
/// <see cref="OvertakingTests"/> and <see cref="LinkTests"/> have what can be seen of it here.
/// </remarks>
public sealed class BlueZRadioContract(VirtualMachine machine) : RadioContractTests, IClassFixture<VirtualMachine>
{
    protected override Task<RadioBench> StartAsync(string faults = "") => LabBench.StartAsync(machine, faults);
}
