using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Protocols;

/// <summary>One attempt to turn the motor off over one link, past everything else on it.</summary>
/// <remarks>
/// Confirmed is what the device says itself after the stop (level 0), or what it acknowledges on a link that is set up and without having said that it
/// runs. An acknowledgement on a bare link is none: many devices acknowledge what they do not do before they were greeted.
/// </remarks>
internal sealed class StopAttempt(DeviceLink link, ProfiledMassagerOptions options, TimeSpan limit) : IDisposable
{
    private readonly Operation _stop = options.Profile.Stop;
    private readonly Operation? _confirmation = options.Profile.Find(options.Profile.Stop.ConfirmedBy);
    private readonly StatusQuestion _question = new(link, options);
    private DeviceLink.Expectation? _off;
    private bool _ran;
    private bool _sent;

    /// <summary>The device may have said on an earlier link that it runs: its acknowledgement alone is not enough here either.</summary>
    public bool MustSayOff { get; init; }

    /// <summary>Nothing hurries, or hurrying has come to nothing: the first frame keeps the gap as well, and is sent once.</summary>
    public bool KeepsGap { get; init; }

    /// <summary>Why the link is not set up, as far as it is known.</summary>
    public Phrase NotSetUp { get; set; } = "it is not set up";

    /// <summary>After the stop was sent, the device itself said that its motor stands still, and nothing else since.</summary>
    public bool SeenOff => _off is { Seen.IsCompleted: true } && !link.SaysRunning;

    /// <summary>The same, and before the stop it had said that its motor runs: its word of off cannot be an older one that came late.</summary>
    public bool SeenGoOff => _ran && SeenOff;

    /// <summary>Sends the stop and waits until the device has confirmed it.</summary>
    /// <exception cref="GattException">Not answered, refused, or the link was lost.</exception>
    /// <exception cref="MassagerException">Answered, but the device goes on, or what it answers proves nothing.</exception>
    public async Task ConfirmAsync(CancellationToken cancellation)
    {
        link.Started = false;
        if (_stop.Mode == WriteMode.WithoutResponse)
        {
            await ConfirmCommandAsync(cancellation).ConfigureAwait(false);
            return;
        }
        if (link.Unanswered is { } pending)
            await OvertakeAsync(pending, cancellation).ConfigureAwait(false);
        await SendAsync(null, cancellation).ConfigureAwait(false);
        if ((link.MayRun || MustSayOff || !link.IsSetUp) && !SeenOff)
            await HearOffAsync(OffToCome(), cancellation).ConfigureAwait(false);
    }

    /// <summary>Sends the stop although the device may not take it yet; what that comes to is confirmed later.</summary>
    /// <exception cref="GattException">Not answered, or the link was lost.</exception>
    public async Task TryFirstAsync(CancellationToken cancellation)
    {
        try
        {
            if (link.Unanswered is not { } pending || !await OvertakeAsync(pending, cancellation).ConfigureAwait(false))
                await CommandAsync(cancellation).ConfigureAwait(false);
        }
        catch (GattException exception) when (exception.Failure == GattFailure.Refused)
        {
            // It wants its greeting first.
        }
    }

    public void Dispose() => _off?.Dispose();

    private async Task ConfirmCommandAsync(CancellationToken cancellation)
    {
        await CommandAsync(cancellation).ConfigureAwait(false);
        if (_confirmation is null)
        {
            await _question.AskAsync(limit, cancellation).ConfigureAwait(false);
            await _question.UntilAsync(OffToCome(), limit, "the device does not say that it stopped", cancellation).ConfigureAwait(false);
            return;
        }
        await ArriveAsync(_confirmation, cancellation).ConfigureAwait(false);
        if ((link.MayRun || MustSayOff || !link.IsSetUp) && !SeenOff)
            await HearOffAsync(OffToCome(), cancellation).ConfigureAwait(false);
    }

    /// <summary>A device that said that it runs must say that it stopped, and one that was not greeted too: an acknowledgement alone is not enough.</summary>
    private async Task HearOffAsync(DeviceLink.Expectation off, CancellationToken cancellation)
    {
        try
        {
            if (!await SaysOffAsync(off, cancellation).ConfigureAwait(false))
                await _question.AskAsync(limit, cancellation).ConfigureAwait(false);
            await _question.UntilAsync(off, limit / 2, "status", cancellation).ConfigureAwait(false);
        }
        catch (GattException) when (link.IsSetUp && !link.SaysRunning && !options.Profile.CanBeAsked)
        {
            // Nobody can ask it, and one that has stopped already has nothing to report.
        }
        catch (GattException exception) when (exception.Failure != GattFailure.LinkLost)
        {
            throw Unproven(exception);
        }
    }

    private MassagerException Unproven(GattException exception) => new(
        MassagerFault.MayRun(MassagerFaultKind.UncertainDelivery, link.IsSetUp
            ? "the device has acknowledged the stop and does not say that it stopped"
            : Phrase.Of($"the device has acknowledged the stop on a link where that proves nothing ({NotSetUp})")),
        exception);

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
    /// <returns>It went as a command.</returns>
    private async Task<bool> OvertakeAsync(Task pending, CancellationToken cancellation)
    {
        // A link that does not answer is not waited for any longer because of the gap.
        var answered = pending.Within(limit, "the request before the stop", options.Time, cancellation);
        var overtakes = _stop.Endpoint.Can(WriteMode.WithoutResponse);
        if (overtakes)
            await CommandAsync(cancellation).ConfigureAwait(false);
        await answered.ConfigureAwait(false);
        return overtakes;
    }

    /// <summary>Sends the stop without waiting for an answer.</summary>
    private Task CommandAsync(CancellationToken cancellation) => SendAsync(WriteMode.WithoutResponse, cancellation);

    /// <summary>
    /// The first frame leaves at once, since it stops most. Where it comes too soon after another one the device may drop it while it acknowledges it,
    /// so it is sent again after the gap, which every other frame keeps.
    /// </summary>
    /// <param name="mode">For every operation that can be written so; null for its own.</param>
    private async Task SendAsync(WriteMode? mode, CancellationToken cancellation)
    {
        Listen();
        var hurries = !_sent && !KeepsGap;
        var tooSoon = hurries && (link.GapLeft > TimeSpan.Zero || link.GapUnknown);
        _sent = true;
        if (tooSoon)
            await TryFrameAsync(mode, cancellation).ConfigureAwait(false);
        foreach (var (operation, pause) in options.Profile.Frames(_stop))
        {
            await options.Time.PassAsync(pause, cancellation).ConfigureAwait(false);
            await link.PassGapAsync(cancellation).ConfigureAwait(false);
            await WriteAsync(operation, mode, cancellation).ConfigureAwait(false);
        }
    }

    private async Task TryFrameAsync(WriteMode? mode, CancellationToken cancellation)
    {
        try
        {
            await WriteAsync(_stop, mode, cancellation).ConfigureAwait(false);
        }
        catch (GattException exception) when (exception.Failure == GattFailure.Refused)
        {
            // Too soon: it follows after the gap.
        }
    }

    private Task WriteAsync(Operation operation, WriteMode? mode, CancellationToken cancellation)
    {
        var how = mode is { } wanted && operation.Endpoint.Can(wanted) ? wanted : operation.Mode;
        return link.WriteAsync(operation, FieldValues.None, how, limit, cancellation);
    }

    private void Listen()
    {
        if (_off is not null)
            return;
        _ran = link.SaysRunning;
        _off = link.ExpectOff();
    }

    /// <summary>A word of off is worth nothing any more where the device has said since that it runs: then another one is waited for.</summary>
    private DeviceLink.Expectation OffToCome()
    {
        if (!_off!.Seen.IsCompleted)
            return _off;
        var another = link.ExpectOff();
        if (!link.SaysRunning)
        {
            another.Dispose();
            return _off;
        }
        _off.Dispose();
        return _off = another;
    }

    /// <summary>Writes on one link arrive in their order: what answers this has had the stop before.</summary>
    private async Task ArriveAsync(Operation question, CancellationToken cancellation)
    {
        if (link.Unanswered is { } pending)
            await pending.Within(limit, "the request before the stop", options.Time, cancellation).ConfigureAwait(false);
        using var answer = link.Expect((format, _) => format == question.AnsweredBy);
        await link.PassGapAsync(cancellation).ConfigureAwait(false);
        await link.SendAsync(question, limit, cancellation).ConfigureAwait(false);
        if (question.AnsweredBy is not null)
            await answer.Seen.Within(limit, Phrase.Verbatim(question.Name), options.Time, cancellation).ConfigureAwait(false);
    }
}
