using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.RadioContract;

namespace MassagerControl.Tests.Radio.BlueZ.Central;

/// <summary>The BlueZ radio on a fake bluetoothd.</summary>
public sealed class BlueZUnansweredContract : UnansweredContractTests
{
    protected override async Task<RadioBench> StartAsync(string faults = "") =>
        await FakeBlueZBench.StartAsync(address => new BlueZRadio(new() { BusAddress = address }), faults);
}
