using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;

namespace MassagerControl.Devices.Conformance;

/// <summary>What one check works with: the driver that ships, a tap on its radio, and eyes on the motor.</summary>
internal sealed class CheckBench : IAsyncDisposable
{
    /// <summary>What a device gets to do what it was told, and to say so.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(500);

    // Twice what any device of the sources needs between two commands, so that only the check of the gap looks at the gap.
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);

    private const int MostSamples = 16;

    private readonly ConformanceDevice _device;
    private readonly ReportedMotorView _reported = new();
    private readonly IMotorView _motor;
    private readonly ITimer _owner;
    private volatile bool _renews = true;
    private ImmutableList<MassagerReport> _reports = [];
    private ImmutableList<MotorSight> _sights = [];
    private ImmutableList<MotorSight> _told = [];

    public CheckBench(DeviceProfile profile, ConformanceDevice device)
    {
        (Profile, _device) = (profile, device);
        Radio = new TappedRadio(device.Radio, device.Time);
        Massager = new ProfiledMassager(new()
        {
            Profile = profile,
            Radio = Radio,
            Address = device.Address,
            Time = device.Time,
            Device = "conform",
        });
        Massager.Observe(Take);
        _motor = device.Motor ?? _reported;
        _motor.Observe(level => ImmutableInterlocked.Update(ref _sights, list => list.Add(new(device.Time.GetTimestamp(), level))));
        _owner = device.Time.CreateTimer(_ => Renew(), null, HardLimits.Renewal, HardLimits.Renewal);
    }

    public DeviceProfile Profile { get; }

    /// <summary>That the device is paired by.</summary>
    public string Address => _device.Address;

    public TappedRadio Radio { get; }

    public ProfiledMassager Massager { get; }

    public TimeProvider Time => _device.Time;

    /// <summary>Wrong frames may be sent to it, and long waits cost nothing.</summary>
    public bool Expendable => _device.Expendable;

    /// <inheritdoc cref="ConformanceDevice.KnowsWrongFrames"/>
    public bool KnowsWrongFrames => _device.KnowsWrongFrames;

    /// <summary>The motor is seen without the device's own reports.</summary>
    public bool SeesIndependently => _motor.IsIndependent;

    /// <summary>What to say where nobody can tell what the motor does.</summary>
    public Finding NotSeen => Profile.Notifications.Any(format => format.Tells(FieldNames.Level)) ? Finding.Unsaid : Finding.Unreported;

    public ImmutableList<MassagerReport> Reports => Volatile.Read(ref _reports);

    /// <summary>Every level that the device named.</summary>
    public ImmutableList<MotorSight> Told => Volatile.Read(ref _told);

    /// <summary>Every change of the motor that was seen.</summary>
    public ImmutableList<MotorSight> Sights => Volatile.Read(ref _sights);

    public static Level Lowest => new(1);

    /// <summary>The levels that the checks try: all of them, or evenly chosen ones where there are many.</summary>
    public ImmutableArray<Level> Samples
    {
        get
        {
            var count = Profile.Scale.Count;
            var samples = Math.Min(count, MostSamples);
            return [.. Enumerable.Range(0, samples).Select(i => new Level(samples == 1 ? 1 : 1 + i * (count - 1) / (samples - 1)))];
        }
    }

    public Task ConnectAsync() => Massager.ConnectAsync(CancellationToken.None);

    /// <summary>Connects and runs the motor at its lowest level.</summary>
    /// <exception cref="MassagerException">It cannot be run, so that nothing that comes after says anything.</exception>
    public async Task ConnectRunningAsync()
    {
        await ConnectAsync().ConfigureAwait(false);
        await SetAsync(Lowest).ConfigureAwait(false);
        await PauseAsync().ConfigureAwait(false);
        if (_motor.Now is { IsOff: true })
            throw new MassagerException(MassagerFaultKind.Communication, $"the motor does not run at level {Lowest}");
    }

    public Task SetAsync(Level level)
    {
        _reported.Forget();
        return Massager.SetIntensityAsync(Profile.Scale.IntensityOf(level), CancellationToken.None);
    }

    public Task StopAsync()
    {
        _reported.Forget();
        return Massager.StopAsync(CancellationToken.None);
    }

    /// <summary>From now on nobody renews the output, as when the program hangs.</summary>
    public void Abandon() => _renews = false;

    public Task PassAsync(TimeSpan span) => Time.PassAsync(span, CancellationToken.None);

    /// <summary>Lets the device rest between two commands.</summary>
    public Task PauseAsync() => PassAsync(Profile.MinimumGap * 2 > LeastPause ? Profile.MinimumGap * 2 : LeastPause);

    /// <summary>What the motor does now; null where nobody can tell.</summary>
    public Level? MotorNow => _motor.Now;

    /// <summary>The level that the motor settles at; null where nobody can tell.</summary>
    public async Task<Level?> SeeAsync()
    {
        await PassAsync(Settle).ConfigureAwait(false);
        return _motor.Now;
    }

    /// <summary>The highest level that was seen since a moment; null where nobody can tell.</summary>
    /// <param name="mark">How many <see cref="Sights"/> there were then.</param>
    public Level? HighestSince(int mark)
    {
        var seen = Sights.Skip(mark).Select(sight => sight.Level).ToArray();
        return seen.Length > 0 ? seen.Max() : _motor.Now;
    }

    /// <returns>What the task failed with, or null.</returns>
    public static async Task<MassagerFault?> FaultOfAsync(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
            return null;
        }
        catch (MassagerException exception)
        {
            return exception.Fault;
        }
    }

    /// <summary>Sends a frame past the driver, as another one was sent, with other bytes.</summary>
    /// <returns>The device took it; false when it said no.</returns>
    public async Task<bool> SendRawAsync(SentFrame model, byte[] bytes)
    {
        try
        {
            await Radio.Current.WriteAsync(model.Characteristic, bytes, model.Mode, CancellationToken.None)
                .Within(ProfiledMassager.WriteLimit, "a frame", Time, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (GattException)
        {
            return false;
        }
    }

    /// <summary>Leaves the motor off where that is possible, and closes the link.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_device.Expendable)
            await FaultOfAsync(StopAsync()).ConfigureAwait(false);
        await _owner.DisposeAsync().ConfigureAwait(false);
        await Massager.DisposeAsync().ConfigureAwait(false);
    }

    private void Renew()
    {
        if (_renews)
            Massager.RenewLease();
    }

    private void Take(MassagerReport report)
    {
        if (report is PersonNotice notice)
            _device.Say?.Invoke(notice.Words.Text);
        if (report is LevelReported told)
            ImmutableInterlocked.Update(ref _told, list => list.Add(new(Time.GetTimestamp(), told.Level)));
        ImmutableInterlocked.Update(ref _reports, list => list.Add(report));
        _reported.Take(report);
    }
}

/// <summary>The motor changed.</summary>
/// <param name="At">A timestamp of the device's time.</param>
internal sealed record MotorSight(long At, Level Level);
