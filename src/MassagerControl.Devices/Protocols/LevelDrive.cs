using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Protocols;

/// <summary>Brings the motor to a level with everything that the profile wants for it, and keeps it there while its owner renews it.</summary>
/// <remarks>Every frame is sent in the epoch that it belongs to or not at all: none follows a stop.</remarks>
internal sealed class LevelDrive(ProfiledMassagerOptions options, LinkSlot slot, Action<DeviceLink, MassagerReport> tell)
{
    private static readonly TimeSpan Limit = ProfiledMassager.WriteLimit;

    private static readonly TimeSpan LateAnswer = TimeSpan.FromMilliseconds(500);

    // The lease of an output: after that nobody may want the level any more.
    private static readonly TimeSpan Stale = HardLimits.Lease;

    // How long a command that may have been lost is sent again; a device that says its level only now and then is left alone afterwards.
    private static readonly TimeSpan Doubt = HardLimits.StopRepeat;

    private const int NoLevel = -1;

    private readonly DeviceProfile _profile = options.Profile;
    private volatile Driven? _driven;
    private volatile bool _stepping;
    private volatile int _waitsAt = NoLevel;
    private Task _renewing = Task.CompletedTask;

    /// <summary>A device that knows only plus and minus is on its way to a level.</summary>
    public bool IsStepping => _stepping;

    /// <summary>The device still runs at the level of before: what was sent takes effect only with a frame that has not left yet.</summary>
    public bool IsBefore(Level level) => _waitsAt == level.Number;

    /// <exception cref="MassagerException">Refused, lost, or of unknown outcome.</exception>
    public async Task RunAsync(Level wanted, CancellationToken cancellation)
    {
        var (link, epoch) = slot.Ready();
        try
        {
            // From here on nothing repeats the level before.
            if (_driven is { } before)
                before.Replaced = true;
            await Volatile.Read(ref _renewing).Within(Limit, "renewal", options.Time, cancellation).ConfigureAwait(false);
            var driven = new Driven(link, epoch, Offered(link, wanted)) { Began = options.Time.GetTimestamp() };
            if (_profile.Steps is { } steps)
                await StepAsync(driven, steps, cancellation).ConfigureAwait(false);
            else
                await SetAsync(driven, cancellation).ConfigureAwait(false);
            driven.Renewed = options.Time.GetTimestamp();
            _driven = driven;
        }
        catch (GattException exception)
        {
            throw new MassagerException(Faults.OfSending(exception), exception);
        }
    }

    /// <summary>The owner is alive. Does nothing unless something is due.</summary>
    public void Renew()
    {
        if (_driven is not { Replaced: false } driven || driven.Link.Ended || !Volatile.Read(ref _renewing).IsCompleted || driven.Link.Unanswered is not null)
            return;
        var passed = options.Time.GetElapsedTime(driven.Renewed);
        var arms = _profile.Countdown is { } countdown && passed >= countdown.RearmAfter;
        var repeats = _profile.KeepAlive is { RepeatsLevel: true } kept && passed >= kept.Every;
        var again = passed >= LateAnswer && MayBeLost(driven);
        if (arms || repeats || again)
            Volatile.Write(ref _renewing, RenewAsync(driven, again));
    }

    /// <summary>It went as a command that nobody acknowledges, and by its last word the device runs higher.</summary>
    /// <remarks>Never of a device that knows only plus and minus: a step sent again is a step more.</remarks>
    private bool MayBeLost(Driven driven) => _profile.Steps is null
        && _profile.SetLevel.Mode == WriteMode.WithoutResponse
        && driven.Link.Named > driven.Level && options.Time.GetElapsedTime(driven.Began) < Doubt;

    private async Task RenewAsync(Driven driven, bool again)
    {
        try
        {
            if (_profile.Countdown?.Arm is { } arm)
                await ChainAsync(driven, arm, CancellationToken.None).ConfigureAwait(false);
            if (again || _profile.Countdown is { Arm: null } || _profile.KeepAlive is { RepeatsLevel: true })
                await ChainAsync(driven, _profile.SetLevel, CancellationToken.None).ConfigureAwait(false);
            driven.Renewed = options.Time.GetTimestamp();
        }
        catch (GattException exception) when (exception.Failure != GattFailure.LinkLost)
        {
            tell(driven.Link, new MassagerNotice(Phrase.Of($"the device was not told to go on and may stop by itself: {exception.Words}")));
        }
        catch (GattException)
        {
            // The link tells its own loss.
        }
        catch (MassagerException)
        {
            // A stop has overtaken it, or the driver was closed: there is nothing to renew.
        }
    }

    /// <summary>No more than the device says it has.</summary>
    private Level Offered(DeviceLink link, Level wanted)
    {
        if (link.Highest is not { } highest || wanted <= highest)
            return wanted;
        tell(link, new MassagerNotice(Phrase.Of($"the device says that it has {Phrase.Count(highest.Number, "level")}: level {wanted} is driven as {highest}")));
        return highest.IsOff ? throw new MassagerException(MassagerFaultKind.Refused, "the device says that it has no level") : highest;
    }

    private async Task SetAsync(Driven driven, CancellationToken cancellation)
    {
        var starts = _profile.Start is not null && !driven.Link.Started;
        if (starts)
        {
            await ChainAsync(driven, _profile.Start!, cancellation).ConfigureAwait(false);
            driven.Link.Started = true;
        }
        if (!starts || !_profile.Start!.Frame.Has(FieldNames.Level))
            await ChainAsync(driven, _profile.SetLevel, cancellation).ConfigureAwait(false);
        if (_profile.Countdown?.Arm is { } arm)
            await ChainAsync(driven, arm, cancellation).ConfigureAwait(false);
    }

    private async Task StepAsync(Driven driven, LevelSteps steps, CancellationToken cancellation)
    {
        _stepping = true;
        try
        {
            var known = driven.Link.Named ?? await FindOutAsync(driven.Link).ConfigureAwait(false);
            for (var left = 2 * _profile.Scale.Count; known != driven.Level; left--)
            {
                if (left == 0)
                    throw new MassagerException(MassagerFaultKind.Communication, $"the device does not come to level {driven.Level}: it stays at {known}");
                known = await StepAsync(driven, known, steps, cancellation).ConfigureAwait(false);
            }
            if (_profile.Countdown?.Arm is { } arm)
                await ChainAsync(driven, arm, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _stepping = false;
        }
        tell(driven.Link, new LevelReported(driven.Level));
    }

    private async Task<Level> StepAsync(Driven driven, Level known, LevelSteps steps, CancellationToken cancellation)
    {
        await WaitForTurnAsync(driven, cancellation).ConfigureAwait(false);
        // Somebody has turned it up meanwhile: one step more would go on from there.
        if (driven.Link.Named is { } named && named > known)
            throw new MassagerException(MassagerFaultKind.Communication, $"between two steps the device went from level {known} to {named}");
        var up = known < driven.Level;
        using var told = driven.Link.Expect((format, _) => format.Tells(FieldNames.Level));
        using var moved = driven.Link.Expect((format, _) => format.Tells(FieldNames.Level) && driven.Link.Named != known);
        await ChainAsync(driven, up ? steps.Up : steps.Down, cancellation).ConfigureAwait(false);
        await LevelAsync(driven.Link, told).ConfigureAwait(false);
        // The level of before may be a late answer to what was sent before: stepping on at once would be a step too many.
        if (!moved.Seen.IsCompleted)
            await LateAsync(moved).ConfigureAwait(false);
        var now = driven.Link.Named ?? known;
        if (up ? now < known || now > driven.Level : now > known)
            throw new MassagerException(MassagerFaultKind.Communication, $"a step {(up ? "up" : "down")} took the device from level {known} to {now}");
        if (now != driven.Level)
            await PassAsync(steps.Gap, driven.Epoch, cancellation).ConfigureAwait(false);
        return now;
    }

    private async Task LevelAsync(DeviceLink link, DeviceLink.Expectation told)
    {
        try
        {
            await told.Seen.Within(Limit, "the level after a step", options.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (GattException)
        {
            // It may have taken the step or not.
            link.ForgetLevel();
            throw;
        }
    }

    private async Task LateAsync(DeviceLink.Expectation moved)
    {
        try
        {
            await moved.Seen.Within(LateAnswer, "another level", options.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (GattException exception) when (exception.Failure == GattFailure.TimedOut)
        {
            // It says no other: the step did nothing.
        }
    }

    /// <summary>From an unknown level no step is safe: off first, which the device must then say.</summary>
    private async Task<Level> FindOutAsync(DeviceLink link)
    {
        using var stop = new StopAttempt(link, options, ProfiledMassager.StopLimit);
        await stop.ConfirmAsync(CancellationToken.None).ConfigureAwait(false);
        return link.Named is { IsOff: true }
            ? Level.Off
            : throw new MassagerException(MassagerFaultKind.Communication, "the device does not say at which level it is, and knows only plus and minus");
    }

    private async Task ChainAsync(Driven driven, Operation first, CancellationToken cancellation)
    {
        _waitsAt = _profile.Waits(first) ? (driven.Link.Named ?? Level.Off).Number : NoLevel;
        try
        {
            var begun = false;
            foreach (var (operation, pause) in _profile.Frames(first))
            {
                if (pause > TimeSpan.Zero)
                    await PassAsync(pause, driven.Epoch, cancellation).ConfigureAwait(false);
                begun |= await SendAsync(driven, operation, begun && _profile.FollowsLevel(operation), cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            _waitsAt = NoLevel;
        }
    }

    /// <param name="ends">It ends what has left already, which must not stay behind half done.</param>
    /// <returns>False when it was not sent, because another level has been asked for.</returns>
    private async Task<bool> SendAsync(Driven driven, Operation operation, bool ends, CancellationToken cancellation)
    {
        var values = Values(operation.Frame, driven.Level);
        await WaitForTurnAsync(driven, cancellation).ConfigureAwait(false);
        var left = false;
        await slot.Send(driven.Epoch, () =>
        {
            if (driven.Replaced && !ends)
                return Task.CompletedTask;
            left = true;
            driven.Link.Drive();
            // What has left is waited for, whoever calls it off: a request must not stay behind unanswered.
            return driven.Link.WriteAsync(operation, values, operation.Mode, Limit, CancellationToken.None);
        }).ConfigureAwait(false);
        return left;
    }

    private FieldValues Values(FrameTemplate frame, Level level)
    {
        var raw = _profile.Levels.ToRaw(level);
        var values = FieldValues.None.With(FieldNames.Level, raw);
        foreach (var channel in _profile.Channels)
            values = values.With(channel, raw);
        return _profile.Countdown is { } countdown ? values.With(countdown.Fields(frame)) : values;
    }

    /// <remarks>A heartbeat may leave while the gap passes: then the gap begins anew. It comes seldom enough for a level to get its turn.</remarks>
    private async Task WaitForTurnAsync(Driven driven, CancellationToken cancellation)
    {
        while (true)
            if (_profile.KeepAlive is { RepeatsLevel: false } && driven.Link.Unanswered is { } beat)
                await beat.Within(Limit, "keep-alive", options.Time, cancellation).ConfigureAwait(false);
            else if (driven.Link.GapLeft is var left && left > TimeSpan.Zero)
                await PassAsync(left, driven.Epoch, cancellation).ConfigureAwait(false);
            else
                return;
    }

    private async Task PassAsync(TimeSpan span, CancellationTokenSource epoch, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(epoch.Token, cancellation);
        try
        {
            var began = options.Time.GetTimestamp();
            await options.Time.PassAsync(span, either.Token).ConfigureAwait(false);
            if (options.Time.GetElapsedTime(began) > span + Stale)
                throw new MassagerException(MassagerFaultKind.Refused, "not done: this process stood still meanwhile");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw LinkSlot.Overtaken();
        }
    }

    /// <summary>What the motor was told, and in which epoch.</summary>
    private sealed class Driven(DeviceLink link, CancellationTokenSource epoch, Level level)
    {
        private long _renewed;
        private volatile bool _replaced;

        public DeviceLink Link { get; } = link;

        public CancellationTokenSource Epoch { get; } = epoch;

        public Level Level { get; } = level;

        /// <summary>When it was asked for; a timestamp of the clock.</summary>
        public long Began { get; init; }

        /// <summary>Another level has been asked for: nothing of this one is sent any more.</summary>
        public bool Replaced
        {
            get => _replaced;
            set => _replaced = value;
        }

        /// <summary>When the device was last told to go on; a timestamp of the clock.</summary>
        public long Renewed
        {
            get => Volatile.Read(ref _renewed);
            set => Volatile.Write(ref _renewed, value);
        }
    }
}
