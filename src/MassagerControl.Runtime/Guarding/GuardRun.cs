using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Reach;

namespace MassagerControl.Runtime.Guarding;

/// <summary>How a guard's work ended.</summary>
public enum GuardEnd
{
    /// <summary>The session ended and its device confirmed off, or it never began.</summary>
    NotNeeded,

    /// <summary>The guard took over, and the device confirmed off.</summary>
    Stopped,

    /// <summary>The guard took over, and the device did not confirm.</summary>
    MayRun,
}

/// <summary>What a guard needs to do its work.</summary>
internal sealed record GuardParts
{
    public required TimeProvider Time { get; init; }

    /// <summary>Lines of the owner, to its end.</summary>
    public required TextReader FromOwner { get; init; }

    public required TextWriter ToOwner { get; init; }

    /// <summary>Ends the owner's process, if it still lives. Must return at once and not throw.</summary>
    public required Action EndOwner { get; init; }

    /// <summary>Called whenever the owner was heard. Must return at once and not throw.</summary>
    public Action OwnerHeard { get; init; } = () => { };

    public required MotorRescue Rescue { get; init; }

    public required GuardNotices Voice { get; init; }
}

/// <summary>Listens to the owner of a session and takes over when that goes silent.</summary>
internal sealed class GuardRun : IDisposable
{
    private readonly GuardParts _parts;
    private readonly LineWriter _answers;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private readonly long _began;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource<GuardEnd> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GuardWatch _watch = GuardWatch.Fresh;

    public GuardRun(GuardParts parts)
    {
        _parts = parts;
        _began = parts.Time.GetTimestamp();
        // An owner that does not read must not hold up the ear of its guard.
        _answers = new LineWriter(parts.ToOwner, _ => { });
        _timer = parts.Time.CreateTimer(_ => Take(new DeadlineCame()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Guards until the session is over; or until the guard has stopped the motor itself, or given up.</summary>
    public Task<GuardEnd> RunAsync()
    {
        _answers.Post(new GuardMessage(GuardMessageKind.Ready).Line());
        new Thread(Listen) { IsBackground = true, Name = "guard ear" }.Start();
        return _done.Task;
    }

    /// <summary>Tells the owner something for the person.</summary>
    public void Note(string text) => _answers.Post(new GuardMessage(GuardMessageKind.Note, Text: text).Line());

    /// <summary>Takes over at once, unless the session has not begun or is over.</summary>
    public void StepIn() => Take(new OwnerGone());

    public void Dispose()
    {
        _ended.Cancel();
        _timer.Dispose();
        _answers.Dispose();
    }

    private void Listen()
    {
        try
        {
            while (_parts.FromOwner.ReadLine() is { } line)
                if (OwnerMessage.Read(line) is { } word)
                    Take(new WordHeard(word));
        }
#pragma warning disable CA1031 // An owner that cannot be heard counts as gone, whatever the cause.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
        Take(new OwnerGone());
    }

    private void Take(GuardInput input)
    {
        GuardAct? act;
        lock (_gate)
        {
            var now = _parts.Time.GetElapsedTime(_began);
            (_watch, act) = _watch.Next(input, now);
            _timer.Change(_watch.Deadline is { } deadline ? Later(deadline - now) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        Do(act);
    }

    private void Do(GuardAct? act)
    {
        switch (act)
        {
            case AnswerOwner answer:
                _parts.OwnerHeard();
                _answers.Post(new GuardMessage(GuardMessageKind.Heard, answer.Number).Line());
                break;
            case Leave:
                _done.TrySetResult(GuardEnd.NotNeeded);
                break;
            case SpeakUp speak:
                _parts.Voice.Release(speak.ScreenIsLeft);
                if (speak.Number is { } number)
                    _answers.Post(new GuardMessage(GuardMessageKind.Heard, number).Line());
                break;
            case TakeOver takeOver:
                _ = RescueAsync(takeOver);
                break;
        }
    }

    private async Task RescueAsync(TakeOver takeOver)
    {
        if (takeOver.End)
            _parts.EndOwner();
        _parts.Voice.TookOver(takeOver);
        var stopped = await _parts.Rescue.RunAsync(_ended.Token).ConfigureAwait(false);
        _parts.Voice.Ended(stopped);
        _done.TrySetResult(stopped ? GuardEnd.Stopped : GuardEnd.MayRun);
    }

    private static TimeSpan Later(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
}
