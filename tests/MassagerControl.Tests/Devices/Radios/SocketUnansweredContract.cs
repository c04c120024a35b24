using MassagerControl.RadioContract;

namespace MassagerControl.Tests.Devices.Radios;

public sealed class SocketUnansweredContract : UnansweredContractTests
{
    protected override Task<RadioBench> StartAsync(string faults = "") => Task.FromResult<RadioBench>(new SocketBench(faults));
}
