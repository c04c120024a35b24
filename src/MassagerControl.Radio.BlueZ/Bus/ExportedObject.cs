using System.Threading.Channels;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>An object of this program that others on the bus may call. What its answers do never touches where messages are taken in.</summary>
internal sealed class ExportedObject : IDisposable
{
    private const int MostWaiting = 256;

    private readonly Channel<IncomingCall> _calls = Channel.CreateBounded<IncomingCall>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <param name="serve">Answers the call, at once or later. Must not throw.</param>
    public ExportedObject(Action<IncomingCall> serve) => _ = ServeAsync(serve);

    /// <returns>False when too many calls wait.</returns>
    public bool TryTake(IncomingCall call) => _calls.Writer.TryWrite(call);

    public void Dispose() => _calls.Writer.TryComplete();

    public static async Task AnswerAsync(AnswerCall answer, IncomingCall call)
    {
        try
        {
            call.Answer(await answer(call.Call).ConfigureAwait(false));
        }
        catch (BusException exception)
        {
            call.Answer(exception);
        }
#pragma warning disable CA1031 // Whatever it threw, the caller gets an error instead of a silence.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            call.Answer(new BusException(BusFailure.Refused, exception.Message, BusErrors.Failed));
        }
    }

    private async Task ServeAsync(Action<IncomingCall> serve)
    {
        await foreach (var call in _calls.Reader.ReadAllAsync().ConfigureAwait(false))
            serve(call);
    }
}
