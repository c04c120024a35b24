using System.Threading.Channels;

namespace MassagerControl.Devices.BlueZ.Bus;

/// <summary>An object of this program that others on the bus may call. What its answers do never touches the bus thread.</summary>
internal sealed class ExportedObject : IDisposable
{
    private const int MostWaiting = 256;

    private readonly Channel<(BusCall Call, ReplyWork Reply)> _calls =
        Channel.CreateBounded<(BusCall, ReplyWork)>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    public ExportedObject(AnswerCall answer) => _ = ServeAsync(answer);

    /// <returns>False when too many calls wait.</returns>
    public bool TryTake(BusCall call, ReplyWork reply) => _calls.Writer.TryWrite((call, reply));

    public void Dispose() => _calls.Writer.TryComplete();

    private async Task ServeAsync(AnswerCall answer)
    {
        await foreach (var (call, reply) in _calls.Reader.ReadAllAsync().ConfigureAwait(false))
            _ = AnswerAsync(answer, call, reply);
    }

    private static async Task AnswerAsync(AnswerCall answer, BusCall call, ReplyWork reply)
    {
        try
        {
            reply.Give(await answer(call).ConfigureAwait(false));
        }
        catch (BusException exception)
        {
            reply.Give(exception);
        }
#pragma warning disable CA1031 // Whatever it threw, the caller gets an error instead of a silence.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            reply.Give(new BusException(BusFailure.Refused, exception.Message, BusErrors.Failed));
        }
    }
}
