using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MassagerControl.Devices.BlueZ.Bus;

/// <summary>A method call from the moment that it is asked for until it is answered, late, or called off.</summary>
/// <param name="limit">How long an answer may take, counted from when the call leaves.</param>
/// <param name="arrived">Takes the answer on the bus thread, before everything that arrives after it; null for nobody.</param>
internal sealed unsafe class PendingCall(BusRequest request, TimeSpan limit, Action<object[]>? arrived) : BusWork
{
    // A tree of all objects of a busy bluetoothd has a few hundred kB.
    private const int LargestAnswer = 8 << 20;

    private readonly TaskCompletionSource<object[]> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private BusLoop? _loop;
    private GCHandle _self;
    private nint _slot;
    private long _sent;

    public Task<object[]> Answer => _answer.Task;

    public override void Run(BusLoop loop)
    {
        if (_answer.Task.IsCompleted)
            return;
        loop.CheckRoom();
        Check(SdBus.NewMethodCall(loop.Bus, out var message, request.Destination, request.Path, request.Interface, request.Member));
        try
        {
            new BodyWriter(message).Write(request.Signature, request.Arguments);
            Send(loop, message);
        }
        catch
        {
            Release();
            throw;
        }
        finally
        {
            SdBus.MessageUnref(message);
        }
    }

    public override void Fail(BusException why) => _answer.TrySetException(why);

    /// <summary>Nobody waits for the answer any more; from any thread.</summary>
    public void CallOff(CancellationToken cancellation) => _answer.TrySetCanceled(cancellation);

    /// <summary>On the bus thread: an answer that comes later is not looked at.</summary>
    public void Release()
    {
        _loop?.Pending.Remove(this);
        if (_slot != 0)
            SdBus.SlotUnref(_slot);
        _slot = 0;
        if (_self.IsAllocated)
            _self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Answered(nint message, nint self, nint error)
    {
        var call = (PendingCall)GCHandle.FromIntPtr(self).Target!;
        try
        {
            call.Take(message);
        }
#pragma warning disable CA1031 // Nothing may be thrown into the library; whoever waits is told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            call.Fail(exception as BusException ?? new BusException(BusFailure.Malformed, exception.Message));
        }
        return 1;
    }

    private void Take(nint message)
    {
        var loop = _loop!;
        Release();
        var error = SdBus.GetError(message);
        if (error is not null)
        {
            Fail(Failed(loop, SdBus.Text(error->Name) ?? BusErrors.Failed, SdBus.Text(error->Message) ?? ""));
            return;
        }
        if (SdBus.Text(SdBus.GetSender(message)) is { } sender && sender != request.Destination)
            throw new BusException(BusFailure.Malformed, $"{request.Member}: a stranger answered");
        var values = new BodyReader(message, LargestAnswer).ReadAll();
        arrived?.Invoke(values);
        _answer.TrySetResult(values);
    }

    private BusException Failed(BusLoop loop, string name, string detail)
    {
        if (SdBus.IsOpen(loop.Bus) <= 0)
            return BusLoop.LostBus();
        // The library and the bus daemon use the same name for "too late" and "gone without an answer".
        if (name == BusErrors.NoReply)
            return TimeProvider.System.GetElapsedTime(_sent) >= limit
                ? new(BusFailure.TimedOut, $"{request.Member}: no answer within {limit.TotalSeconds:0.##} s", name)
                : new(BusFailure.NoOwner, $"{request.Member}: whoever was asked has left the bus", name);
        return name is BusErrors.ServiceUnknown or BusErrors.NameHasNoOwner
            ? new(BusFailure.NoOwner, $"{request.Member}: nobody is there to answer", name)
            : new(BusFailure.Refused, $"{request.Member}: {(detail.Length > 0 ? detail : name)}", name);
    }

    private void Send(BusLoop loop, nint message)
    {
        (_loop, _self, _sent) = (loop, GCHandle.Alloc(this), TimeProvider.System.GetTimestamp());
        var result = SdBus.CallAsync(loop.Bus, out _slot, message, &Answered, GCHandle.ToIntPtr(_self), (ulong)limit.TotalMicroseconds);
        if (result < 0 && (SdBus.IsOpen(loop.Bus) <= 0 || -result is LibC.BrokenPipe or LibC.ConnectionReset or LibC.NotConnected))
            throw BusLoop.LostBus();
        Check(result);
        loop.Pending.Add(this);
    }

    private void Check(int result) => SdBus.Check(result, request.Member);
}

/// <summary>Gives up a call that nobody waits for.</summary>
internal sealed class ReleaseWork(PendingCall call) : BusWork
{
    public override void Run(BusLoop loop) => call.Release();

    public override void Fail(BusException why)
    {
        // The thread has ended, and has released every call.
    }
}
