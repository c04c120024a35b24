using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.Tests.Radio.BlueZ.Central;

/// <summary>Everything that a radio does, with one call to bluetoothd that goes wrong.</summary>
internal static class FaultyCall
{
    private static readonly byte[] Stop = [0x5A, 0x00, 0x5A];

    public static readonly string[] Members =
        ["GetManagedObjects", "SetDiscoveryFilter", "StartDiscovery", "StopDiscovery", "Connect", "StartNotify", "ReadValue", "WriteValue", "StopNotify", "Disconnect", "RegisterAgent", "Pair", "UnregisterAgent", "GetAll"];

    // An answer of many megabytes takes its time on a busy machine.
    private static readonly BlueZLimits Patient = new() { Own = TimeSpan.FromSeconds(90) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>It ends with a typed fault or with none, and the next time everything works.</summary>
    public static async Task EndsTypedAsync(string member, string fault)
    {
        await using var bench = await BlueZBench.StartAsync(
            fake: new() { HidesBattery = false }, with: options => options with { Limits = fault == "hang" ? BlueZBench.Hasty : Patient });
        bench.Device.Know();
        Inject(bench, member, fault);

        var failure = await Record.ExceptionAsync(() => UseAsync(bench));

        Assert.True(failure is null or GattException, $"{member}, {fault}: {failure}");
        // Once is enough: nothing stays broken.
        if (member is not ("Disconnect" or "UnregisterAgent"))
            await UseAsync(bench);
    }

    private static void Inject(BlueZBench bench, string member, string fault)
    {
        switch (fault)
        {
            case "hang":
                bench.Fake.Faults.Hang(member);
                break;
            case "giant":
                bench.Fake.Faults.Giant(member);
                break;
            case "nonsense":
                bench.Fake.Faults.Nonsense(member);
                break;
            default:
                bench.Fake.Faults.Fail(member, BlueZNames.Failed, "Operation failed with ATT error: 0x0e");
                break;
        }
    }

    /// <summary>Everything that a radio does, once.</summary>
    private static async Task UseAsync(BlueZBench bench)
    {
        using var cancellation = new CancellationTokenSource();
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var scan = bench.Radio.ScanAsync(_ => seen.TrySetResult(), cancellation.Token);
        if (await Task.WhenAny(seen.Task, scan) == scan)
            await scan;
        await cancellation.CancelAsync();
        await scan;
        await using var link = await bench.Radio.ConnectAsync(BlueZBench.Address, Token);
        await link.BondAsync(Token);
        await link.SubscribeAsync(BlueZBench.Status(link), _ => { }, Token);
        await link.ReadAsync(BlueZBench.Battery(link), Token);
        await link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token);
        await link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithoutResponse, Token);
    }
}
