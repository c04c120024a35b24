using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Protocols;

/// <summary>A massager driven by its profile over a radio.</summary>
/// <remarks>
/// A stop overtakes everything: it ends a connect that is under way, refuses every level that is not yet sent, and nothing that was asked
/// for before it is written after it. A link on which a stop was not answered is dropped; on the new one the stop is the first write, unless it was so
/// on the link before and came to nothing (see <see cref="StopMemory"/>).
/// Any thread may call any member.
/// </remarks>
public sealed class ProfiledMassager : IMassager
{
    /// <summary>How long a device may take to make a link.</summary>
    public static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    /// <summary>How long a device may take to answer.</summary>
    public static readonly TimeSpan WriteLimit = TimeSpan.FromSeconds(2);

    /// <summary>How long a stop waits for its answer before it tries a new link.</summary>
    public static readonly TimeSpan StopLimit = TimeSpan.FromMilliseconds(500);

    private readonly ProfiledMassagerOptions _options;
    private readonly LinkSlot _slot = new();
    private readonly StopMemory _memory = new();
    private readonly ExtraReads _extras = new();
    private readonly LinkMaker _maker;
    private readonly MotorStop _stop;
    private readonly LevelDrive _drive;
    private readonly KeepAlive? _keepAlive;
    private readonly CancellationTokenSource _closed = new();
    private Action<MassagerReport> _receiver = static _ => { };
    private volatile bool _mayRun;

    public ProfiledMassager(ProfiledMassagerOptions options)
    {
        _options = options;
        _maker = new LinkMaker(options, Tell, Lost);
        _stop = new MotorStop(options, _slot, _maker, _memory, Tell);
        _drive = new LevelDrive(options, _slot, Tell);
        _keepAlive = options.Profile.KeepAlive is { RepeatsLevel: false } kept ? new(options, _slot, kept) : null;
        Traits = options.Profile.TraitsOf(options.Device, options.Simulated);
    }

    public MassagerTraits Traits { get; }

    /// <summary>Everything that the device has told on the present link, each by its last word; empty without a link.</summary>
    public FieldValues Status => _slot.Current?.Status ?? FieldValues.None;

    private DeviceProfile Profile => _options.Profile;

    public void Observe(Action<MassagerReport> receiver) => Volatile.Write(ref _receiver, receiver);

    public async Task ConnectAsync(CancellationToken cancellation)
    {
        await StopEndedAsync(cancellation).ConfigureAwait(false);
        var epoch = _slot.Epoch();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(epoch.Token, cancellation);
        try
        {
            await _maker.CloseAsync(_slot.Take()).ConfigureAwait(false);
            await SetUpAsync(epoch, either.Token).ConfigureAwait(false);
        }
        catch (GattException exception)
        {
            throw new MassagerException(Faults.OfConnecting(exception), exception);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw LinkSlot.Overtaken();
        }
    }

    public Task SetIntensityAsync(Intensity intensity, CancellationToken cancellation)
    {
        var level = Traits.Scale.Floor(intensity);
        if (level.IsOff)
            return StopAsync(cancellation);
        _mayRun = true;
        return _drive.RunAsync(level, cancellation);
    }

    public Task StopAsync(CancellationToken cancellation)
    {
        var done = new TaskCompletionSource();
        var turn = _slot.BeginStop(done);
        // Of several who await one task all but one continue on the thread pool: everybody gets a task of their own.
        if (turn.Overtaken is not { } overtaken)
            return turn.Done.Within(Timeout.InfiniteTimeSpan, "stop", _options.Time, CancellationToken.None);
        // A connect under way would be in the way of a new link; everything else is told after the stop has left.
        if (turn.Link is null)
            overtaken.Cancel();
        _ = StopAsync(turn.Link, done, cancellation);
        overtaken.Cancel();
        return done.Task;
    }

    /// <summary>Arms the device's own countdown anew, or repeats the level for a device that wants to hear it, when either is due.</summary>
    public void RenewLease(bool repeats = true)
    {
        if (repeats)
            _drive.Renew();
    }

    /// <summary>Closes the link. Sends nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        _slot.Dispose();
        _closed.Cancel();
        _keepAlive?.Dispose();
        await _maker.CloseAsync(_slot.Take()).ConfigureAwait(false);
    }

    private async Task SetUpAsync(CancellationTokenSource epoch, CancellationToken cancellation)
    {
        while (true)
        {
            var failures = _extras.Failures;
            try
            {
                await SetUpLinkAsync(epoch, cancellation).ConfigureAwait(false);
                return;
            }
            catch (GattException) when (_extras.Failures > failures)
            {
                // On a new link, in the end with nothing but what the profile's steps say.
            }
        }
    }

    private async Task SetUpLinkAsync(CancellationTokenSource epoch, CancellationToken cancellation)
    {
        var link = await _maker.OpenAsync(cancellation).ConfigureAwait(false);
        try
        {
            _slot.Put(link, epoch);
            if (link.Misfit() is { } misfit)
                throw Faults.OfMisfit($"this is not a {Profile.Name}: it {misfit}", link.Doubt);
            if (link.Rssi is { } signal)
                Tell(link, new SignalReported(signal));
            var setup = new LinkSetup(link, _options, report => Tell(link, report));
            await OffAsync(link, setup, cancellation).ConfigureAwait(false);
            await setup.ReadStandardAsync(_extras, cancellation).ConfigureAwait(false);
            _slot.MakeReady(link, epoch);
            _keepAlive?.Begin(link);
        }
        catch
        {
            if (_slot.TakeFailed(link, epoch))
                await _maker.CloseAsync(link).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Every link begins at level 0: nothing is asked of the device that does not serve that, before it is confirmed.</summary>
    private async Task OffAsync(DeviceLink link, LinkSetup setup, CancellationToken cancellation)
    {
        var stopsFirst = _memory.StopsFirst;
        try
        {
            // It ran when the old link was lost: off before anything else, whatever becomes of the rest.
            if (_mayRun && stopsFirst)
                await StopBareAsync(link, cancellation).ConfigureAwait(false);
            await setup.RunAsync(cancellation).ConfigureAwait(false);
            using var stop = new StopAttempt(link, _options, WriteLimit) { KeepsGap = true };
            await stop.ConfirmAsync(cancellation).ConfigureAwait(false);
            _mayRun = false;
        }
        catch (Exception exception) when (_mayRun && exception is GattException or MassagerException)
        {
            _memory.Failed(stopsFirst);
            throw;
        }
    }

    private async Task StopBareAsync(DeviceLink link, CancellationToken cancellation)
    {
        using var first = new StopAttempt(link, _options, StopLimit);
        await first.TryFirstAsync(cancellation).ConfigureAwait(false);
    }

    private async Task StopAsync(DeviceLink? link, TaskCompletionSource done, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token, cancellation);
        try
        {
            await _stop.RunAsync(link, either.Token).ConfigureAwait(false);
            done.TrySetResult();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            done.TrySetCanceled(cancellation);
        }
        catch (OperationCanceledException)
        {
            done.TrySetException(LinkSlot.Closed());
        }
        catch (GattException exception)
        {
            done.TrySetException(new MassagerException(Faults.OfStopping(exception), exception));
        }
#pragma warning disable CA1031 // Whatever it was, whoever waits for the stop must be told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            done.TrySetException(exception);
        }
    }

    private async Task StopEndedAsync(CancellationToken cancellation)
    {
        try
        {
            await _slot.Stopping().Within(Timeout.InfiniteTimeSpan, "stop", _options.Time, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && exception is MassagerException or OperationCanceledException)
        {
            // Whoever asked for the stop is told; connecting confirms one of its own.
        }
    }

    private void Lost(DeviceLink link, string reason)
    {
        if (_slot.TakeReadiness(link))
            Tell(link, new LinkLost(reason) { Cause = link.LossCause });
    }

    /// <remarks>
    /// While a link is being made the device's word about its level is no news: connecting ends with a confirmed stop. Neither are the levels
    /// that a device passes through while it is brought to another one step by step, and the level of before while the next one is not committed.
    /// </remarks>
    private void Tell(DeviceLink link, MassagerReport report)
    {
        if (report is not LevelReported { Level: var level } || (_slot.IsReady(link) && !_drive.IsStepping && !_drive.IsBefore(level)))
            Volatile.Read(ref _receiver)(report);
    }
}
