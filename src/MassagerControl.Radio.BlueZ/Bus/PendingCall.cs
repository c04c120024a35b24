using Tmds.DBus.Protocol;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>A method call from the moment that it leaves until it is answered, late, or called off.</summary>
/// <param name="limit">How long the answer may take.</param>
/// <param name="arrived">Takes the answer where messages are taken in, before everything that arrives after it; null for nobody.</param>
internal sealed class PendingCall(BusRequest request, TimeSpan limit, Action<object[]>? arrived)
{
    // A tree of all objects of a busy bluetoothd has a few hundred kB.
    private const int LargestAnswer = 8 << 20;

    private readonly TaskCompletionSource<object[]> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _over;

    public Task<object[]> Answer => _answer.Task;

    /// <summary>Reads the answer where messages are taken in. Nobody waits for one that comes too late: it is not even looked at.</summary>
    public static object[]? Read(Message message, object? call) => ((PendingCall)call!).Read(message);

    /// <summary>Waits for what the package makes of the call. Runs where messages are taken in, so it only passes on.</summary>
    /// <param name="done">Called once, when the bus owes no answer any more.</param>
    public async Task FollowAsync(Task<object[]?> sent, Action done)
    {
        try
        {
            if (await sent.ConfigureAwait(false) is { } values)
                _answer.TrySetResult(values);
        }
        catch (DBusErrorReplyException exception)
        {
            Fail(Failed(exception.ErrorName, exception.ErrorMessage));
        }
        catch (BusException exception)
        {
            _answer.TrySetException(exception);
        }
        catch (Exception exception) when (exception is DBusConnectionException or ObjectDisposedException or InvalidOperationException)
        {
            Fail(MessageBus.Lost());
        }
#pragma warning disable CA1031 // Whatever it is, whoever waits is told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(new(BusFailure.Malformed, $"{request.Member}: {exception.Message}"));
        }
        finally
        {
            done();
        }
    }

    /// <summary>The time is over; from any thread.</summary>
    public void BeLate() => Fail(new(BusFailure.TimedOut, $"{request.Member}: no answer within {limit.TotalSeconds:0.##} s", BusErrors.NoReply));

    /// <summary>Nobody waits for the answer any more; from any thread.</summary>
    public void CallOff(CancellationToken cancellation)
    {
        if (TryEnd())
            _answer.TrySetCanceled(cancellation);
    }

    private object[]? Read(Message message)
    {
        if (!TryEnd())
            return null;
        try
        {
            if (message.SenderAsString is { } sender && sender != request.Destination)
                throw new BusException(BusFailure.Malformed, $"{request.Member}: a stranger answered");
            var values = BodyReader.ReadAll(message, LargestAnswer);
            arrived?.Invoke(values);
            return values;
        }
        catch (Exception exception) when (exception is not BusException)
        {
            throw new BusException(BusFailure.Malformed, $"{request.Member}: {exception.Message}");
        }
    }

    private void Fail(BusException why)
    {
        if (TryEnd())
            _answer.TrySetException(why);
    }

    /// <returns>False when it was over before: what comes now is for nobody.</returns>
    private bool TryEnd() => Interlocked.Exchange(ref _over, 1) == 0;

    private BusException Failed(string name, string detail) => name switch
    {
        BusErrors.NoReply => new(BusFailure.NoOwner, $"{request.Member}: whoever was asked has left the bus", name),
        BusErrors.ServiceUnknown or BusErrors.NameHasNoOwner => new(BusFailure.NoOwner, $"{request.Member}: nobody is there to answer", name),
        _ => new(BusFailure.Refused, $"{request.Member}: {(detail.Length > 0 ? detail : name)}", name),
    };
}
