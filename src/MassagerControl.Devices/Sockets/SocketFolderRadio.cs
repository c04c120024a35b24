using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Sockets;

/// <summary>Reaches the virtual peripherals of one folder, as a radio reaches those of a room; an address is a socket's path.</summary>
/// <remarks>A scan sees the peripherals that answer when it begins.</remarks>
/// <param name="folder">Need not exist yet.</param>
public sealed class SocketFolderRadio(string folder, TimeProvider time) : IRadio
{
    // More files than this in one folder were not made for this.
    private const int MostFiles = 1_000;

    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(2);

    public async Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation)
    {
        var cancelled = new TaskCompletionSource();
        using var registration = cancellation.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), cancelled);
        var looks = Files().Select(file => LookAsync(file, seen, cancellation)).ToArray();
        await Task.WhenAny(Task.WhenAll(looks), cancelled.Task).ConfigureAwait(false);
        await cancelled.Task.ConfigureAwait(false);
    }

    public Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation) =>
        Path.GetDirectoryName(Path.GetFullPath(address)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))
            ? new SocketRadio(address).ConnectAsync(address, cancellation)
            : Task.FromException<IGattLink>(new GattException(GattFailure.Unreachable, "this radio reaches another folder"));

    private string[] Files()
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Take(MostFiles)];
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            throw new GattException(GattFailure.Unreachable, $"the folder cannot be read: {FileErrorText.Of(exception, folder)}");
        }
    }

    /// <summary>A file that is no socket, or where nobody answers, is nobody's.</summary>
    private async Task LookAsync(string file, Action<Advertisement> seen, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(LongestLook, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            var device = await new SocketRadio(file).LookAsync(either.Token).ConfigureAwait(false);
            seen(device.Advertise(file));
        }
        catch (Exception exception) when (exception is GattException or OperationCanceledException)
        {
        }
    }
}
