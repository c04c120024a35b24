using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>Bonds with a connected device, with an agent of its own that knows no other device and replaces no desktop's.</summary>
internal sealed class BlueZBonding(BlueZDevice device)
{
    private static int _agents;

    /// <exception cref="BusException">Refused, or nobody answers.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; bluetoothd was told to give it up.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (device.IsPaired)
            return;
        var path = $"/massagercontrol/agent{Interlocked.Increment(ref _agents)}";
        using var agent = device.Bus.Export(path, new BlueZAgent(device, cancellation).AnswerAsync);
        await ManageAsync("RegisterAgent", "os", [path, BlueZAgent.Capability(device.Options)], cancellation).ConfigureAwait(false);
        try
        {
            await PairAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            await UnregisterAsync(path).ConfigureAwait(false);
        }
    }

    private async Task PairAsync(CancellationToken cancellation)
    {
        try
        {
            await device.CallAsync("Pair", device.Limits.Bond, cancellation).ConfigureAwait(false);
        }
        catch (BusException exception) when (exception.ErrorName == BlueZNames.AlreadyExists)
        {
            // Bonded already.
        }
        catch (Exception exception) when (exception is OperationCanceledException or BusException { Failure: BusFailure.TimedOut })
        {
            await GiveUpAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task GiveUpAsync()
    {
        try
        {
            await device.CallAsync("CancelPairing", device.Limits.Own, CancellationToken.None).ConfigureAwait(false);
        }
        catch (BusException)
        {
            // Nothing is under way any more.
        }
    }

    private async Task UnregisterAsync(string path)
    {
        try
        {
            await ManageAsync("UnregisterAgent", "o", [path], CancellationToken.None).ConfigureAwait(false);
        }
        catch (BusException)
        {
            // It knows no such agent any more.
        }
    }

    private Task<object[]> ManageAsync(string member, string signature, object[] arguments, CancellationToken cancellation) =>
        device.Objects.CallAsync(BlueZNames.Root, BlueZNames.AgentManager, member, device.Limits.Own, cancellation, signature, arguments);
}
