using System.Net;
using Tmds.DBus.Protocol;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>Opens connections to a message bus.</summary>
internal static class BusOpening
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>One whose messages are taken in on a thread of its own, and leave on the caller's: neither needs the thread pool.</summary>
    /// <exception cref="BusException">No bus answers.</exception>
    public static async Task<(DBusConnection Connection, BusStream Stream)> OnOwnThreadAsync(string address, CancellationToken cancellation)
    {
        var stream = new BusStream(Checked(address));
        var connection = new DBusConnection(new StreamOptions(stream));
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => stream.Serve(() => _ = ConnectAsync(connection, opened))) { IsBackground = true, Name = "D-Bus" }.Start();
        try
        {
            await WithinAsync(address, opened.Task, cancellation).ConfigureAwait(false);
            return (connection, stream);
        }
        catch
        {
            connection.Dispose();
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>One that can pass file descriptors, and for that takes in its messages on the thread pool.</summary>
    /// <exception cref="BusException">No bus answers.</exception>
    public static async Task<DBusConnection> PassingFilesAsync(string address, CancellationToken cancellation)
    {
        _ = Checked(address);
        var connection = new DBusConnection(address);
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = ConnectAsync(connection, opened);
        try
        {
            await WithinAsync(address, opened.Task, cancellation).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <remarks>What follows its end must not run where the messages are taken in.</remarks>
    private static async Task ConnectAsync(DBusConnection connection, TaskCompletionSource opened)
    {
        try
        {
            await connection.ConnectAsync().ConfigureAwait(false);
            opened.TrySetResult();
        }
#pragma warning disable CA1031 // Whoever opens the connection is told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            opened.TrySetException(exception);
            _ = opened.Task.Exception;
        }
    }

    private static async Task WithinAsync(string address, Task opened, CancellationToken cancellation)
    {
        try
        {
            await opened.WaitAsync(Limit, TimeProvider.System, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw Unreachable(address, "it does not answer");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw Unreachable(address, exception.Message);
        }
    }

    private static IReadOnlyList<EndPoint> Checked(string address)
    {
        if (!OperatingSystem.IsLinux())
            throw new BusException(BusFailure.NoBus, "D-Bus is spoken on Linux only");
        try
        {
            return BusAddress.PlacesOf(address);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            throw Unreachable(address, exception.Message);
        }
    }

    private static BusException Unreachable(string address, string why) => new(
        BusFailure.NoBus, $"no message bus answers at {address} ({why}): Bluetooth needs the system's message bus: install the package dbus and start it");

    /// <summary>Has the package speak over a stream of ours. It knows the user, by whom the bus knows us.</summary>
    private sealed class StreamOptions(BusStream stream) : DBusConnectionOptions("")
    {
        protected override async ValueTask<SetupResult> SetupAsync(CancellationToken cancellationToken)
        {
            stream.Connect();
            var setup = await base.SetupAsync(cancellationToken).ConfigureAwait(false);
            setup.ConnectionStream = stream;
            return setup;
        }
    }
}
