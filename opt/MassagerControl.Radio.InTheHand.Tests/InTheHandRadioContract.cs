using MassagerControl.RadioContract;

namespace MassagerControl.Radio.InTheHand.Tests;

/// <summary>The radio of the InTheHand package on a fake bluetoothd: the same contract that the radio of the default build keeps.</summary>
[Collection("package bus")]
public sealed class InTheHandRadioContract : RadioContractTests
{
    protected override Task<RadioBench> StartAsync(string faults = "") => PackageBus.BenchAsync(faults);
}
