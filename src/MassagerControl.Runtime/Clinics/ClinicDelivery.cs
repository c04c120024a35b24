using System.Collections.Immutable;
using System.Net;
using MassagerControl.Core;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Clinics;

/// <summary>Tells the clinic what the outbox has, one after the other, until each is acknowledged. No session waits for it.</summary>
internal sealed class ClinicDelivery : IAsyncDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    // Nobody waits for it.
    private static readonly TimeSpan DeletedPause = TimeSpan.FromHours(1);

    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(2);

    private readonly MassagerStore _store;
    private readonly ClinicCalls _calls;
    private readonly ClinicClock _clock;
    private readonly Action<Phrase> _say;
    private readonly StoreClock _clocks;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _some = new(0);
    private readonly Task _running;
    private bool _lockedOut;
    private long? _deletedHeard;

    /// <summary>Tells first what the clinic may have lost; null for nobody.</summary>
    public ClinicRetelling? Retelling { get; init; }

    public ClinicDelivery(MassagerStore store, ClinicCalls calls, ClinicClock clock, Action<Phrase> say, StoreClock clocks)
    {
        (_store, _calls, _clock, _say, _clocks, _time) = (store, calls, clock, say, clocks, clocks.Wall);
        _running = Task.Run(RunAsync);
    }

    /// <summary>There may be something to tell, or the clinic may be there again; from any thread, returns at once.</summary>
    public void Wake()
    {
        if (!_end.IsCancellationRequested)
            _some.Release();
    }

    /// <summary>What waits is tried once more, for a moment; what is left then is told at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        using var farewell = new CancellationTokenSource(LongestFarewell, _time);
        await TryAllAsync(farewell.Token).ConfigureAwait(false);
        _end.Dispose();
        _some.Dispose();
    }

    private async Task RunAsync()
    {
        var pause = First;
        while (!_end.IsCancellationRequested)
        {
            var all = await TryAllAsync(_end.Token).ConfigureAwait(false);
            await HearAllowancesAsync().ConfigureAwait(false);
            await HearDeletedAsync().ConfigureAwait(false);
            await RestAsync(all ? LongestPause : pause).ConfigureAwait(false);
            pause = all ? First : pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <returns>False where something is to be tried again soon.</returns>
    private async Task<bool> TryAllAsync(CancellationToken cancellation)
    {
        try
        {
            if (Retelling is not null && !await Retelling.TellAsync(cancellation).ConfigureAwait(false))
                return false;
            return await TellAllAsync(cancellation).ConfigureAwait(false);
        }
        catch (StoreException exception)
        {
            _say(Phrase.Of($"the clinic is not told what is kept here: {exception.Words}"));
            return false;
        }
    }

    /// <summary>What the desk allows this room without the clinic; whoever is shut out has nothing of it.</summary>
    private async Task HearAllowancesAsync()
    {
        var reply = await _calls.SendAsync(HttpMethod.Get, ClinicWire.Allowances, null, _end.Token).ConfigureAwait(false);
        ImmutableArray<ClinicAllowance>? told = reply switch
        {
            { IsLockedOut: true } or { Status: HttpStatusCode.NotFound } => [],
            { IsDone: true } => ClinicWire.ReadAllowances(reply.Body),
            _ => null,
        };
        if (told is not { } all)
            return;
        try
        {
            _store.Write(work => new ClinicAllowances(work).Replace(all, _clock.There, _clocks.Now()));
        }
        catch (StoreException exception)
        {
            _say(exception.Words);
        }
    }

    /// <summary>Whom the clinic has deleted is deleted here too.</summary>
    private async Task HearDeletedAsync()
    {
        if (_deletedHeard is { } heard && _time.GetElapsedTime(heard) < DeletedPause)
            return;
        var reply = await _calls.SendAsync(HttpMethod.Get, ClinicWire.Deleted, null, _end.Token).ConfigureAwait(false);
        if (!reply.IsDone)
            return;
        try
        {
            foreach (var person in ClinicWire.ReadDeleted(reply.Body))
                _store.Write(work => PersonErasure.Erase(work, person));
            _deletedHeard = _time.GetTimestamp();
        }
        catch (StoreException exception)
        {
            _say(exception.Words);
        }
    }

    private async Task<bool> TellAllAsync(CancellationToken cancellation)
    {
        var waiting = _store.Read(work => new ClinicOutbox(work).Waiting());
        var later = false;
        foreach (var message in waiting)
        {
            var (path, body) = ClinicWire.Of(message);
            var reply = await _calls.SendAsync(HttpMethod.Post, path, body, cancellation).ConfigureAwait(false);
            if (cancellation.IsCancellationRequested)
                return true;
            TellLockedOut(reply);
            if (reply.IsDone || IsGone(message, reply))
                _store.Write(work => new ClinicOutbox(work).Delivered(message.Id));
            else if (MayCome(message, reply))
                later = true;
            else if (IsContradiction(reply) && Retelling is not null && await Retelling.TellAsync(message, cancellation).ConfigureAwait(false))
                _store.Write(work => new ClinicOutbox(work).Delivered(message.Id));
            else if (message.Kind == ClinicMessage.Record && reply.Status is not null and not HttpStatusCode.BadRequest and not HttpStatusCode.UnprocessableEntity)
                // No limit counts by it, and a clinic of before does not know it: nothing waits behind it.
                later = true;
            else if (reply.Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity)
                Refused(message, reply);
            else
                // In order: what comes after it may lean on it.
                return false;
        }
        return !later;
    }

    /// <summary>Nothing was reserved, and nothing can be any more.</summary>
    private bool IsGone(ClinicMessage message, ClinicReply reply) => message.Unsure && IsContradiction(reply) && !MayCome(message, reply);

    /// <summary>The reservation itself may still be on its way: the clinic would count all of it.</summary>
    private bool MayCome(ClinicMessage message, ClinicReply reply) =>
        message is { Unsure: true, Until: { } until } && IsContradiction(reply) && _clock.There < until;

    private static bool IsContradiction(ClinicReply reply) => reply.Status is HttpStatusCode.UnprocessableEntity;

    private void Refused(ClinicMessage message, ClinicReply reply)
    {
        var why = Phrase.Join("; ", reply.Reasons);
        _store.Write(work => new ClinicOutbox(work).Refuse(message.Id, why.Text));
        _say(Phrase.Of($"the clinic does not take what this room tells of session {message.Clinic}: {why}"));
    }

    private void TellLockedOut(ClinicReply reply)
    {
        if (reply.IsLockedOut == _lockedOut || reply.Status is null)
            return;
        _lockedOut = reply.IsLockedOut;
        if (_lockedOut)
            _say("the clinic does not know this room's key any more: what is to be told waits; ask the desk, then run massager clinic join");
    }

    private async Task RestAsync(TimeSpan pause)
    {
        using var late = new CancellationTokenSource(pause, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _end.Token);
        try
        {
            await _some.WaitAsync(ended.Token).ConfigureAwait(false);
            while (_some.Wait(0, CancellationToken.None))
            {
                // Woken several times is woken once.
            }
        }
        catch (OperationCanceledException)
        {
            // Time to look again, or the end.
        }
    }
}
