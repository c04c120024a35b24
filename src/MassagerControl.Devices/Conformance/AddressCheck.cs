using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles.Matching;

namespace MassagerControl.Devices.Conformance;

/// <summary>A device keeps its address from one link to the next: that is how a paired one is found.</summary>
internal static class AddressCheck
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static async Task<Finding> RunAsync(CheckBench bench)
    {
        await bench.ConnectAsync().ConfigureAwait(false);
        await bench.Radio.Current.BreakAsync().ConfigureAwait(false);
        var matcher = new ProfileMatcher([bench.Profile]);
        string? other = null;
        var own = new TaskCompletionSource();
        using var listening = new CancellationTokenSource();
        var scan = bench.Radio.ScanAsync(Seen, listening.Token);
        await Task.WhenAny(own.Task, scan, bench.PassAsync(Longest)).ConfigureAwait(false);
        listening.Cancel();
        await EndAsync(scan).ConfigureAwait(false);
        return (own.Task.IsCompleted, other) switch
        {
            (true, _) => Finding.Ok("heard there again"),
            (_, null) => Finding.Info("not heard", "The device did not advertise within a few seconds of a link, so nobody can say what address it has now."),
            _ => Finding.Error($"{bench.Address} is not heard any more, and the profile fits what {other} says", "The device seems to take a new address after each link: no profile can help, and a session that loses its link cannot take it up again. Where the device can be bonded with, put { \"bond\": true } into 'connect': a bonded device is known by more than its address."),
        };

        void Seen(Advertisement device)
        {
            if (device.Address == bench.Address)
                own.TrySetResult();
            else if (!matcher.Match(device).Candidates.IsEmpty)
                other = device.Address;
        }
    }

    private static async Task EndAsync(Task scan)
    {
        try
        {
            await scan.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is GattException or OperationCanceledException)
        {
            // A radio that cannot listen has heard nothing.
        }
    }
}
