using System.Collections.Concurrent;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Control;

/// <summary>Inputs on their way to the session: STOP before answers of the device, these before everything else.</summary>
/// <remarks>Any thread may add; one at a time takes.</remarks>
internal sealed class Mailbox
{
    private readonly ConcurrentQueue<Letter> _stops = new();
    private readonly ConcurrentQueue<Letter> _answers = new();
    private readonly ConcurrentQueue<Letter> _inputs = new();

    /// <summary>Nothing waits; another thread may add something the next moment.</summary>
    public bool IsEmpty => _stops.IsEmpty && _answers.IsEmpty && _inputs.IsEmpty;

    public void Add(Letter letter) => LaneOf(letter.Input).Enqueue(letter);

    public bool TryTake(out Letter letter) =>
        _stops.TryDequeue(out letter) || _answers.TryDequeue(out letter) || _inputs.TryDequeue(out letter);

    public bool TryTakeStop(out Letter letter) => _stops.TryDequeue(out letter);

    private ConcurrentQueue<Letter> LaneOf(SessionInput input) => input switch
    {
        StopInput => _stops,
        ConnectedInput or ConnectFailedInput or OutputAcceptedInput or OutputFailedInput or OffConfirmedInput or OffFailedInput or ReportInput => _answers,
        _ => _inputs,
    };
}

/// <param name="Reply">Completed after the input was applied; null where nobody waits.</param>
internal readonly record struct Letter(SessionInput Input, TaskCompletionSource<InputReply>? Reply);
