using System.Runtime.InteropServices;
using Tmds.DBus.Protocol;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>A call that came in and is to be answered, once.</summary>
/// <param name="done">Called once, when it is answered.</param>
internal sealed class IncomingCall(MethodContext context, BusCall call, Action done)
{
    public BusCall Call => call;

    /// <summary>From any thread.</summary>
    public void Answer(BusReply reply)
    {
        try
        {
            context.Reply(BusMessage.Reply(context, reply));
        }
        catch (BusException exception)
        {
            CloseHandles(reply);
            // A reply that cannot be written must not leave the caller without one.
            ReplyError(exception);
        }
        catch (ObjectDisposedException)
        {
            // The connection has ended: there is nobody to answer.
            CloseHandles(reply);
        }
        End();
    }

    /// <summary>From any thread.</summary>
    public void Answer(BusException error)
    {
        ReplyError(error);
        End();
    }

    private void ReplyError(BusException error)
    {
        try
        {
            context.ReplyError(error.ErrorName ?? BusErrors.Failed, error.Message.Replace('\0', ' '));
        }
        catch (ObjectDisposedException)
        {
            // The connection has ended: there is nobody to answer.
        }
    }

    private void End()
    {
        try
        {
            context.Dispose();
        }
        catch (ObjectDisposedException)
        {
            // It would have said that there is no such method, to nobody.
        }
        done();
    }

    private static void CloseHandles(BusReply reply)
    {
        foreach (var handle in reply.Values.OfType<SafeHandle>())
            handle.Dispose();
    }
}
