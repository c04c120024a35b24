using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MassagerControl.Devices.BlueZ.Bus;

/// <summary>The one thread of a connection: the only one that touches the library. It sends what others ask for and takes what arrives.</summary>
internal sealed unsafe class BusLoop
{
    // However much arrives, what others want to send waits for no more than this many messages.
    private const int MessagesAtOnce = 64;
    private const int MostWork = 4096;

    // A bus allows 128 unanswered calls a connection by default; what is above fails here, with a reason.
    private const int MostPending = 120;

    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(5);

    private readonly string _address;
    private readonly BusRoutes _routes;
    private readonly TaskCompletionSource<(string Name, bool PassesFiles)> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<BusException> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Queue<BusWork> _work = new();
    private BusException? _end;
    private bool _stopping;
    private int _wake = -1;

    public BusLoop(string address, BusRoutes routes) => (_address, _routes) = (address, routes);

    /// <summary>Completes with this connection's unique name and what it can do; fails with a <see cref="BusException"/>.</summary>
    public Task<(string Name, bool PassesFiles)> Opened => _opened.Task;

    /// <summary>Completes once, with the reason, when the connection has ended.</summary>
    public Task<BusException> Ended => _ended.Task;

    /// <summary>For the bus thread only.</summary>
    public nint Bus { get; private set; }

    /// <summary>For the bus thread only: what is sent and not answered.</summary>
    public HashSet<PendingCall> Pending { get; } = [];

    public static BusException LostBus() => new(BusFailure.Lost, "the connection to the message bus was lost");

    public void Start() => new Thread(Run) { IsBackground = true, Name = "D-Bus" }.Start();

    /// <summary>Has it done on the bus thread, in the order of the calls; from any thread.</summary>
    public void Post(BusWork work)
    {
        BusException? why;
        lock (_gate)
        {
            why = _end ?? (_work.Count < MostWork ? null : new(BusFailure.Refused, "too much is waiting to be sent", BusErrors.LimitsExceeded));
            if (why is null)
            {
                _work.Enqueue(work);
                Wake();
            }
        }
        if (why is not null)
            work.Fail(why);
    }

    /// <summary>Ends the connection after the work that is waiting; from any thread.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopping = true;
            Wake();
        }
    }

    /// <exception cref="BusException">Too many calls are unanswered.</exception>
    public void CheckRoom()
    {
        if (Pending.Count >= MostPending)
            throw new BusException(BusFailure.Refused, $"{MostPending} calls are unanswered", BusErrors.LimitsExceeded);
    }

    private void Wake()
    {
        if (_wake >= 0)
            LibC.Raise(_wake);
    }

    private void Run()
    {
        BusException end;
        try
        {
            end = Serve();
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            end = new(BusFailure.NoLibrary, "libsystemd, which speaks D-Bus for this program, is not on this computer: install the package libsystemd0");
        }
#pragma warning disable CA1031 // A fault of this thread ends the connection, never the process.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            end = exception as BusException ?? new(BusFailure.Lost, $"the connection to the message bus broke: {exception.Message}");
        }
        Finish(end);
    }

    private BusException Serve()
    {
        var self = GCHandle.Alloc(this);
        try
        {
            Connect(GCHandle.ToIntPtr(self));
            return Exchange();
        }
        finally
        {
            foreach (var call in Pending.ToArray())
            {
                call.Release();
                call.Fail(LostBus());
            }
            _routes.Drop();
            if (Bus != 0)
                SdBus.CloseUnref(Bus);
            Bus = 0;
            self.Free();
        }
    }

    private void Connect(nint self)
    {
        Reach(SdBus.New(out var bus));
        Bus = bus;
        lock (_gate)
            _wake = LibC.NewEvent();
        Reach(_wake < 0 ? -Marshal.GetLastPInvokeError() : 0);
        Reach(SdBus.SetAddress(bus, _address));
        Reach(SdBus.SetBusClient(bus, 1));
        Reach(SdBus.NegotiateFds(bus, 1));
        Reach(SdBus.AddFilter(bus, 0, &Arrived, self));
        Reach(SdBus.Start(bus));
    }

    /// <returns>Why the connection ended.</returns>
    private BusException Exchange()
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (!RunWork())
                return new(BusFailure.Lost, "the connection to the message bus was closed");
            var processed = Process();
            if (!_opened.Task.IsCompleted && SdBus.IsReady(Bus) > 0)
                _opened.TrySetResult((UniqueName(), SdBus.CanSend(Bus, (byte)'h') > 0));
            var open = _opened.Task.IsCompleted;
            if (processed < 0 || SdBus.IsOpen(Bus) <= 0)
                return open ? LostBus() : Unreachable(processed < 0 ? SdBus.Describe(processed) : "it hung up");
            var left = open ? Timeout.InfiniteTimeSpan : OpenLimit - TimeProvider.System.GetElapsedTime(began);
            if (!open && left <= TimeSpan.Zero)
                return Unreachable("it does not answer");
            if (processed == 0)
                Wait(left);
        }
    }

    /// <returns>False when the connection is to end.</returns>
    private bool RunWork()
    {
        LibC.Clear(_wake);
        while (true)
        {
            BusWork? work;
            lock (_gate)
                if (!_work.TryDequeue(out work))
                    return !_stopping;
            try
            {
                work.Run(this);
            }
#pragma warning disable CA1031 // One piece of work that cannot be done is told to whoever asked for it, and ends nothing else.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                work.Fail(exception as BusException ?? new(BusFailure.Malformed, exception.Message));
            }
        }
    }

    private int Process()
    {
        var result = 1;
        for (var messages = 0; result > 0 && messages < MessagesAtOnce; messages++)
            result = SdBus.Process(Bus, 0);
        return result;
    }

    private void Wait(TimeSpan atMost)
    {
        Reach(SdBus.GetTimeout(Bus, out var due));
        var descriptors = stackalloc LibC.PollDescriptor[2];
        descriptors[0] = new() { Descriptor = SdBus.GetFd(Bus), Events = (short)SdBus.GetEvents(Bus) };
        descriptors[1] = new() { Descriptor = _wake, Events = LibC.PollIn };
        var result = LibC.Poll(descriptors, 2, Milliseconds(due, atMost));
        if (result < 0 && Marshal.GetLastPInvokeError() is var error and not LibC.Interrupted)
            throw new BusException(BusFailure.Lost, $"waiting for the message bus failed: {SdBus.Describe(-error)}");
    }

    /// <param name="due">Absolute, in microseconds of the monotonic clock, which on Linux is also the clock of the timestamps here.</param>
    private static int Milliseconds(ulong due, TimeSpan atMost)
    {
        var wait = atMost;
        if (due != ulong.MaxValue)
        {
            var now = (ulong)(TimeProvider.System.GetTimestamp() / (TimeProvider.System.TimestampFrequency / 1_000_000));
            var left = due <= now ? TimeSpan.Zero : TimeSpan.FromMicroseconds(Math.Min(due - now, 3_600_000_000));
            wait = wait == Timeout.InfiniteTimeSpan || left < wait ? left : wait;
        }
        return wait == Timeout.InfiniteTimeSpan ? -1 : (int)Math.Ceiling(wait.TotalMilliseconds);
    }

    private void Finish(BusException end)
    {
        BusWork[] left;
        lock (_gate)
        {
            _end = end;
            left = [.. _work];
            _work.Clear();
            if (_wake >= 0)
                _ = LibC.Close(_wake);
            _wake = -1;
        }
        foreach (var work in left)
            work.Fail(end);
        _opened.TrySetException(end);
        _ = _opened.Task.Exception;
        _routes.End(end);
        _ended.TrySetResult(end);
    }

    private string UniqueName() => SdBus.GetUniqueName(Bus, out var name) < 0 ? "" : SdBus.Text(name)!;

    private void Reach(int result)
    {
        if (result < 0)
            throw Unreachable(SdBus.Describe(result));
    }

    private BusException Unreachable(string why) => new(BusFailure.NoBus, $"no message bus answers at {_address} ({why}): Bluetooth needs the system's message bus: install the package dbus and start it");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Arrived(nint message, nint self, nint error)
    {
        try
        {
            var loop = (BusLoop)GCHandle.FromIntPtr(self).Target!;
            return loop._routes.Take(loop, message) ? 1 : 0;
        }
#pragma warning disable CA1031 // Nothing may be thrown into the library; a message that cannot be read is left out.
        catch
#pragma warning restore CA1031
        {
            return 0;
        }
    }
}
