using MassagerControl.RadioContract;

namespace MassagerControl.Radio.InTheHand.Tests;

/// <summary>The same for a device that does not answer.</summary>
[Collection("package bus")]
public sealed class InTheHandUnansweredContract : UnansweredContractTests
{
    protected override Task<RadioBench> StartAsync(string faults = "") => PackageBus.BenchAsync(faults);
}
