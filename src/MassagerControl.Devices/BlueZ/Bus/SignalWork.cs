namespace MassagerControl.Devices.BlueZ.Bus;

/// <summary>A signal of this program's own.</summary>
internal sealed class SignalWork(string path, string @interface, string member, string signature, object[] values) : BusWork
{
    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Sent => _sent.Task;

    public override void Run(BusLoop loop)
    {
        SdBus.Check(SdBus.NewSignal(loop.Bus, out var message, path, @interface, member), member);
        try
        {
            new BodyWriter(message).Write(signature, values);
            SdBus.Check(SdBus.Send(loop.Bus, message, 0), member);
        }
        finally
        {
            SdBus.MessageUnref(message);
        }
        _sent.TrySetResult();
    }

    public override void Fail(BusException why) => _sent.TrySetException(why);
}
