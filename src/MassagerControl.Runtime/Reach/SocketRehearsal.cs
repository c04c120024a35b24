using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Sockets;

namespace MassagerControl.Runtime.Reach;

/// <summary>Rehearses a stop: stops a virtual device of the same profile behind a socket, with the driver that the real stop uses.</summary>
internal static class SocketRehearsal
{
    /// <exception cref="MassagerException">Even a virtual device of this profile does not stop.</exception>
    /// <exception cref="IOException">No socket can be made: the message says why, in this program's words.</exception>
    public static async Task RunAsync(DeviceProfile profile, CancellationToken cancellation)
    {
        var folder = MakeFolder();
        using var ended = new CancellationTokenSource();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            var socket = Path.Combine(folder.FullName, "s");
            var options = new PeripheralServerOptions { Profile = profile, SocketPath = socket, Ready = ready.SetResult };
            var serving = PeripheralServer.RunAsync(options, TimeProvider.System, ended.Token);
            await (await Task.WhenAny(ready.Task, serving).ConfigureAwait(false)).ConfigureAwait(false);
            await StopAsync(profile, socket, cancellation).ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false);
            await serving.ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            folder.Delete(recursive: true);
        }
    }

    private static DirectoryInfo MakeFolder()
    {
        try
        {
            return Directory.CreateTempSubdirectory("massager");
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            var place = Path.GetTempPath();
            var why = Directory.Exists(place) ? FileErrorText.Of(exception, null) : FileErrorText.Problem(place, mustBeFolder: true) ?? "there is no such folder";
            throw new IOException($"no folder can be made in {place}, where temporary files belong: {why}", exception);
        }
    }

    private static async Task StopAsync(DeviceProfile profile, string socket, CancellationToken cancellation)
    {
        var driver = new DeviceDriver(profile, "socket", socket, Simulated: true).Over(new SocketRadio(socket), TimeProvider.System);
        await using var closing = driver.ConfigureAwait(false);
        await driver.StopAsync(cancellation).ConfigureAwait(false);
        await driver.ConnectAsync(cancellation).ConfigureAwait(false);
    }
}
