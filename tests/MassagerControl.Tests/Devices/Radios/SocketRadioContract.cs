using MassagerControl.RadioContract;

namespace MassagerControl.Tests.Devices.Radios;

public sealed class SocketRadioContract : RadioContractTests
{
    // One thread reads the socket, and hands out what it reads.
    protected override bool HearsApart => false;

    protected override Task<RadioBench> StartAsync(string faults = "") => Task.FromResult<RadioBench>(new SocketBench(faults));
}
