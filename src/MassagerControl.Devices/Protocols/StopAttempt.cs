using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Protocols;

/// <summary>One attempt to turn the motor off over one link, past everything else on it.</summary>
internal sealed class StopAttempt(DeviceLink link, ProfiledMassagerOptions options, TimeSpan limit)
{
    private readonly Operation _stop = options.Profile.Stop;
    private readonly Operation? _confirmation = options.Profile.Find(options.Profile.Stop.ConfirmedBy);
    private DeviceLink.Expectation? _off;

    /// <summary>The device may have said on an earlier link that it runs: its acknowledgement alone is not enough here either.</summary>
    public bool MustSayOff { get; init; }

    /// <summary>After the stop was sent, the device itself said that its motor stands still.</summary>
    public bool SeenOff => _off is { Seen.IsCompleted: true };

    /// <summary>Sends the stop and waits until the device has confirmed it.</summary>
    /// <exception cref="GattException">Not answered, refused, or the link was lost.</exception>
    /// <exception cref="MassagerException">Answered, but the device goes on.</exception>
    public async Task ConfirmAsync(CancellationToken cancellation)
    {
        using var off = link.ExpectOff();
        _off = off;
        link.Started = false;
        if (_stop.Mode == WriteMode.WithoutResponse)
        {
            await CommandAsync(cancellation).ConfigureAwait(false);
            if (_confirmation is not null)
            {
                await ArriveAsync(_confirmation, cancellation).ConfigureAwait(false);
                return;
            }
            await AskAsync(cancellation).ConfigureAwait(false);
            await off.Seen.Within(limit, "the device does not say that it stopped", options.Time, cancellation).ConfigureAwait(false);
            return;
        }
        if (link.Unanswered is { } pending)
            await OvertakeAsync(pending, cancellation).ConfigureAwait(false);
        await SendAsync(null, cancellation).ConfigureAwait(false);
        if ((link.MayRun || MustSayOff) && !off.Seen.IsCompleted)
            await HearOffAsync(off, cancellation).ConfigureAwait(false);
    }

    /// <summary>A device that said that it runs must say that it stopped: its acknowledgement alone is not enough.</summary>
    private async Task HearOffAsync(DeviceLink.Expectation off, CancellationToken cancellation)
    {
        try
        {
            if (!await SaysOffAsync(off, cancellation).ConfigureAwait(false))
                await AskAsync(cancellation).ConfigureAwait(false);
            await off.Seen.Within(limit / 2, "status", options.Time, cancellation).ConfigureAwait(false);
        }
        catch (GattException) when (!link.SaysRunning && options.Profile.RequestStatus is null)
        {
            // Nobody can ask it, and one that has stopped already has nothing to report.
        }
        catch (GattException exception) when (exception.Failure != GattFailure.LinkLost)
        {
            throw new MassagerException(
                new MassagerFault(MassagerFaultKind.UncertainDelivery, "the motor may run: the device has acknowledged the stop and does not say that it stopped"), exception);
        }
    }

    /// <summary>Gives the device half of the time to say so unasked.</summary>
    private async Task<bool> SaysOffAsync(DeviceLink.Expectation off, CancellationToken cancellation)
    {
        try
        {
            await off.Seen.Within(limit / 2, "status", options.Time, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (GattException)
        {
            return false;
        }
    }

    /// <summary>A command needs no answer, so it may go while a request is unanswered; the request form follows once it can.</summary>
    private async Task OvertakeAsync(Task pending, CancellationToken cancellation)
    {
        if (_stop.Endpoint.Can(WriteMode.WithoutResponse))
            await CommandAsync(cancellation).ConfigureAwait(false);
        await pending.Within(limit, "the request before the stop", options.Time, cancellation).ConfigureAwait(false);
    }

    /// <summary>Sends the stop although the device may not take it yet; what that comes to is confirmed later.</summary>
    /// <exception cref="GattException">Not answered, or the link was lost.</exception>
    public async Task TryFirstAsync(CancellationToken cancellation)
    {
        try
        {
            await CommandAsync(cancellation).ConfigureAwait(false);
        }
        catch (GattException exception) when (exception.Failure == GattFailure.Refused)
        {
            // It wants its greeting first.
        }
    }

    /// <summary>Sends the stop without waiting for an answer.</summary>
    public Task CommandAsync(CancellationToken cancellation) => SendAsync(WriteMode.WithoutResponse, cancellation);

    /// <param name="mode">For every operation that can be written so; null for its own.</param>
    private async Task SendAsync(WriteMode? mode, CancellationToken cancellation)
    {
        foreach (var operation in options.Profile.Chain(_stop))
            for (var copy = 0; copy < operation.Times; copy++)
            {
                if (copy > 0)
                    await options.Time.PassAsync(operation.TimesGap, cancellation).ConfigureAwait(false);
                var how = mode is { } wanted && operation.Endpoint.Can(wanted) ? wanted : operation.Mode;
                await link.WriteAsync(operation, Frames.FieldValues.None, how, limit, cancellation).ConfigureAwait(false);
            }
    }

    /// <summary>Writes on one link arrive in their order: what answers this has had the stop before.</summary>
    private async Task ArriveAsync(Operation question, CancellationToken cancellation)
    {
        if (link.Unanswered is { } pending)
            await pending.Within(limit, "the request before the stop", options.Time, cancellation).ConfigureAwait(false);
        using var answer = link.Expect((format, _) => format == question.AnsweredBy);
        await link.SendAsync(question, limit, cancellation).ConfigureAwait(false);
        if (question.AnsweredBy is not null)
            await answer.Seen.Within(limit, question.Name, options.Time, cancellation).ConfigureAwait(false);
    }

    private async Task AskAsync(CancellationToken cancellation)
    {
        if (options.Profile.RequestStatus is { } request && (request.Mode == WriteMode.WithoutResponse || link.Unanswered is null))
            await link.SendAsync(request, limit, cancellation).ConfigureAwait(false);
    }
}
