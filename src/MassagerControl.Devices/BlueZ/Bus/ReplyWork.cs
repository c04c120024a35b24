using System.Runtime.InteropServices;

namespace MassagerControl.Devices.BlueZ.Bus;

/// <summary>The answer to one call that came in; given once.</summary>
internal sealed class ReplyWork(BusLoop loop, BusRoutes routes, nint call) : BusWork
{
    private BusReply? _reply;
    private BusException? _error;

    /// <summary>From any thread.</summary>
    public void Give(BusReply reply) => Give(reply, null);

    /// <summary>From any thread.</summary>
    public void Give(BusException error) => Give(null, error);

    public override void Run(BusLoop loop)
    {
        try
        {
            if (!routes.IsOpen(call))
                return;
            if (_error is null)
                Send(_reply!);
            else
                Send(_error);
        }
        catch (BusException exception) when (_error is null)
        {
            // A reply that cannot be written must not leave the caller without one.
            Send(exception);
        }
        finally
        {
            routes.Close(call);
            CloseHandles();
        }
    }

    /// <summary>The connection has ended: there is nobody to answer, and every call was dropped.</summary>
    public override void Fail(BusException why) => CloseHandles();

    private void Give(BusReply? reply, BusException? error)
    {
        (_reply, _error) = (reply, error);
        loop.Post(this);
    }

    private void CloseHandles()
    {
        foreach (var handle in _reply?.Values.OfType<SafeHandle>() ?? [])
            handle.Dispose();
    }

    private void Send(BusReply reply)
    {
        SdBus.Check(SdBus.NewMethodReturn(call, out var message), "reply");
        try
        {
            new BodyWriter(message).Write(reply.Signature, reply.Values);
            SdBus.Check(SdBus.Send(loop.Bus, message, 0), "reply");
        }
        finally
        {
            SdBus.MessageUnref(message);
        }
    }

    private void Send(BusException error)
    {
        var native = new SdBus.Error
        {
            Name = Marshal.StringToCoTaskMemUTF8(error.ErrorName ?? BusErrors.Failed),
            Message = Marshal.StringToCoTaskMemUTF8(error.Message),
        };
        try
        {
            SdBus.Check(SdBus.NewMethodError(call, out var message, native), "error");
            _ = SdBus.Send(loop.Bus, message, 0);
            SdBus.MessageUnref(message);
        }
        finally
        {
            Marshal.FreeCoTaskMem(native.Name);
            Marshal.FreeCoTaskMem(native.Message);
        }
    }
}
