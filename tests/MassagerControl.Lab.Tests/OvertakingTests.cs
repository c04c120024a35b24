using MassagerControl.Devices.Gatt;
using MassagerControl.Lab.Tests.Support;
using MassagerControl.RadioContract;

namespace MassagerControl.Lab.Tests;

/// <summary>A command goes past an unanswered request on the real bluetoothd. Runs in the guest only, see <see cref="InsideTests"/>.</summary>
public sealed class OvertakingTests(VirtualMachine machine) : RadioBenchTests, IClassFixture<VirtualMachine>
{
    protected override Task<RadioBench> StartAsync(string faults = "") => LabBench.StartAsync(machine, faults);

    [Fact(Timeout = 200_000)]
    public async Task A_command_leaves_before_the_answer_to_a_request_and_requests_work_again_afterwards()
    {
        await using var bench = await StartAsync();
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Token);
        await link.WriteAsync(Control(link), Third, WriteMode.WithResponse, Token);
        await bench.ReachedAsync(3);

        // The controllers pass nothing on: no request is answered.
        await machine.RunAsync("kill -STOP $(pidof btvirt)", Token);
        var unanswered = link.WriteAsync(Control(link), Frame(4), WriteMode.WithResponse, Token);
        await link.WriteAsync(Control(link), Stop, WriteMode.WithoutResponse, Token);
        var wentPast = !unanswered.IsCompleted;
        await machine.RunAsync("kill -CONT $(pidof btvirt)", Token);

        await unanswered;
        await bench.ReachedAsync(0);
        await link.WriteAsync(Control(link), Frame(2), WriteMode.WithResponse, Token);
        await bench.ReachedAsync(2);
        Assert.True(wentPast);
        Assert.Equal([3, 4, 0, 2], bench.Motor);
    }
}
