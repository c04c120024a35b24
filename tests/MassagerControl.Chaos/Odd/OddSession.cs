using System.Collections.Immutable;
using MassagerControl.Chaos.Judging;
using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.OddDevices;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Simulation;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Chaos.Odd;

/// <summary>Runs one session with an odd device through the code that ships, lets the guard finish it, and judges by the device's own motors.</summary>
/// <remarks>
/// Nothing is called off or confirmed while a motor runs; at the end none runs that can be stopped; and a device that nothing hinders is driven: its motor
/// ran, and no link was taken away because nothing was said on it.
/// </remarks>
internal sealed class OddSession : IDisposable
{
    // By then each program has the motor on.
    private const double Driven = 20;

    // How often somebody looks where the device is by now.
    private const int Searches = 4;

    private static readonly string[] Off = ["motor off", "is off: confirmed"];

    private readonly OddCase _case;
    private readonly Sabotage _sabotage;
    private readonly VirtualTimeProvider _world = new();
    private readonly Prepared _prepared;
    private readonly ScriptedDevice _device;
    private readonly OddRadio _radio;
    private readonly ImmutableArray<string>.Builder _lines = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<Violation>.Builder _violations = ImmutableArray.CreateBuilder<Violation>();
    // Kept by every process that drives the device, as LastWordFile does.
    private readonly LastWord _word = new();
    private string _address;
    private bool _ran;

    private OddSession(OddCase one, Sabotage sabotage)
    {
        (_case, _sabotage) = (one, sabotage);
        _prepared = Prepared.Of(new() { OwnProfile = one.Profile, Program = "compression-starter", Area = "blade-edge", Side = "left", Seed = one.Seed, Number = one.Number });
        var reading = OddScriptReader.Parse("script", one.Script.ToJsonString());
        if (!reading.Succeeded)
            throw new ArgumentException(string.Join("; ", reading.Errors), nameof(one));
        _address = SimulatedRadio.AddressOf(_prepared.Profile.Id);
        _device = new ScriptedDevice(reading.Value.Device!, _address, _world);
        _device.Happened += See;
        _radio = new OddRadio(_device, reading.Value.Conditions, _world, _device.SwitchOff);
    }

    /// <exception cref="ArgumentException">Profile or script cannot be read.</exception>
    public static OddCourse Run(OddCase one, Sabotage? sabotage = null)
    {
        using var session = new OddSession(one, sabotage ?? Sabotage.None);
        var confirmed = one.Killed ? session.Kill() : session.Stop();
        if (!confirmed)
            session.Rescue();
        session._world.Advance(TimeSpan.FromMinutes(1));
        session.JudgeEnd();
        return new(session._lines.ToImmutable(), session._violations.ToImmutable(), session._ran);
    }

    public void Dispose() => _device.Dispose();

    private void JudgeEnd()
    {
        if (_device.Level > 0)
            Broken("OddLeft", $"the motor runs at {_device.Level}, although the device can be stopped as its profile says");
        if (!_ran && !_case.Hindered && (_case.Killed || _case.At >= Driven))
            Broken("OddStill", "the motor never ran, although nothing hinders a driver that does what the profile says");
        if (!_case.Hindered && _radio.IdleLosses > 0)
            Broken("OddStill", "a link was taken away because nothing was said on it, although the profile says how it is kept");
    }

    /// <returns>The session said that the motor is off.</returns>
    private bool Stop()
    {
        using var host = new ChaosClock(_world, new HostTime(_world, []));
        var plan = _prepared.Plan ?? throw new InvalidOperationException(string.Join("; ", _prepared.Refusals));
        var run = new SessionRun(new() { Plan = plan, Massager = time => new(Driver(time), null), Speed = null, OwnClock = () => host }, new SessionOutput(new EventLog(_ => { }, trace: false), Show), watch: null);
        using var stop = _world.CreateTimer(_ => run.Post(new StopInput("odd")), null, Seconds.Span(_case.At), Timeout.InfiniteTimeSpan);
        // Somebody is there, and content.
        using var person = _world.CreateTimer(_ => run.Post(Saying.Input("5")), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
        var running = run.RunAsync();
        if (!running.IsCompleted)
            throw new InvalidOperationException("the session left its thread");
        var result = running.GetAwaiter().GetResult();
        Confirm(result.ConfirmedOff, "the session");
        run.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return result.ConfirmedOff;
    }

    /// <summary>Connects, runs the motor, and dies.</summary>
    private bool Kill()
    {
        var driver = Driver(_world);
        var driving = DriveAsync(driver);
        _world.RunUntil(driving);
        _world.Advance(Seconds.Span(_case.At / 10));
        _lines.Add($"{At()} the session's process dies");
        _world.RunUntil(driver.DisposeAsync().AsTask());
        return false;
    }

    private async Task DriveAsync(IMassager driver)
    {
        try
        {
            await driver.ConnectAsync(CancellationToken.None).ConfigureAwait(false);
            await driver.SetIntensityAsync(_prepared.Profile.Scale.IntensityOf(new Level(1)), CancellationToken.None).ConfigureAwait(false);
        }
        catch (MassagerException exception)
        {
            _lines.Add($"{At()} {exception.Message}");
        }
    }

    /// <summary>The guard; and where the device has another address by then, somebody who looks for it and stops it there.</summary>
    private void Rescue()
    {
        for (var searches = 0; !RescueAt() && searches < Searches && HasMoved(); searches++)
            _lines.Add($"{At()} somebody finds it at {_address}");
    }

    private bool RescueAt()
    {
        var rescue = new MotorRescue(() => Driver(_world), _world, (number, why) => _lines.Add($"{At()} guard, try {number}: {why}")).RunAsync(CancellationToken.None);
        _world.RunUntil(rescue);
        var confirmed = rescue.GetAwaiter().GetResult();
        Confirm(confirmed, "the guard");
        return confirmed;
    }

    private bool HasMoved()
    {
        var before = _address;
        using var enough = new CancellationTokenSource();
        var looking = _radio.ScanAsync(seen => _address = seen.Address, enough.Token);
        enough.Cancel();
        _world.RunUntil(looking);
        return _address != before;
    }

    private IMassager Driver(TimeProvider time) => _sabotage.Driver(new ProfiledMassager(Prepared.Driver(_prepared.Profile, _radio, time) with { Address = _address, LastWord = _word }), time);

    private void Confirm(bool confirmed, string who)
    {
        _lines.Add($"{At()} {who}: {(confirmed ? "confirmed off" : "not confirmed")}");
        if (confirmed && _device.Level > 0)
            Broken("OddConfirmed", $"{who} says that the motor is off, and it runs at {_device.Level}");
    }

    private void Show(string line)
    {
        _lines.Add($"{At()} {line}");
        if (_device.Level > 0 && Off.Any(off => line.Contains(off, StringComparison.Ordinal)))
            Broken("OddConfirmed", $"the person is told \"{line.Trim()}\", and the motor runs at {_device.Level}");
    }

    private void See(PeripheralEvent happened)
    {
        _ran |= happened is MotorChanged { Level.IsOff: false };
        _lines.Add($"{At()}   device: {happened}");
    }

    private void Broken(string rule, string what) => _violations.Add(new(_world.Elapsed, rule, what));

    private string At() => FormattableString.Invariant($"{_world.Elapsed.TotalSeconds,9:0.000}");
}
