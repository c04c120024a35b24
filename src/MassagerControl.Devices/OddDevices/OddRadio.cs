using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.OddDevices;

/// <summary>Puts odd conditions in front of any device: scripted, simulated, or in another process.</summary>
/// <remarks>Members may be called from any thread.</remarks>
public sealed class OddRadio : IRadio
{
    private readonly IRadio _inner;
    private readonly Action _switchOff;
    private readonly Lock _gate = new();
    private readonly Dictionary<OddCondition, int> _counts = [];
    private long? _lastWrite;
    private int _links;
    private int _idle;
    private bool _off;

    /// <param name="switchOff">Turns every motor of the device off, because it switches itself off.</param>
    public OddRadio(IRadio inner, ImmutableArray<OddCondition> conditions, TimeProvider time, Action switchOff) =>
        (_inner, Conditions, Time, _switchOff) = (inner, conditions, time, switchOff);

    internal ImmutableArray<OddCondition> Conditions { get; }

    internal TimeProvider Time { get; }

    /// <summary>It can be seen and connected to, as far as its conditions go.</summary>
    public bool IsThere
    {
        get
        {
            lock (_gate)
                return !_off && Of<MostLinks>().All(most => _links < most.Most);
        }
    }

    public Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation) => _inner.ScanAsync(
        device =>
        {
            if (IsThere)
                seen(device with { Address = Present(device.Address) });
        },
        cancellation);

    public async Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation)
    {
        var real = Real(address);
        if (real is null || !IsThere)
            await NeverAsync(cancellation).ConfigureAwait(false);
        var link = await _inner.ConnectAsync(real!, cancellation).ConfigureAwait(false);
        int number;
        lock (_gate)
            number = ++_links;
        return new OddLink(this, link, number);
    }

    /// <summary>How many links were taken away because nothing was said on them.</summary>
    public int IdleLosses => Volatile.Read(ref _idle);

    internal void CountIdle() => Interlocked.Increment(ref _idle);

    internal IEnumerable<T> Of<T>()
        where T : OddCondition => Conditions.OfType<T>();

    /// <summary>How often this has befallen, this time included.</summary>
    internal int Count(OddCondition condition)
    {
        lock (_gate)
            return _counts[condition] = _counts.GetValueOrDefault(condition) + 1;
    }

    /// <summary>A write comes.</summary>
    /// <returns>What it comes too soon for; null when it does not.</returns>
    internal NeedsGap? TooSoon()
    {
        lock (_gate)
        {
            var last = _lastWrite;
            _lastWrite = Time.GetTimestamp();
            return last is { } before ? Of<NeedsGap>().FirstOrDefault(gap => Time.GetElapsedTime(before) < gap.Gap) : null;
        }
    }

    internal void SwitchOff()
    {
        lock (_gate)
            _off = true;
        _switchOff();
    }

    /// <summary>The first address is the device's own.</summary>
    private string Present(string own) => Changes is 0 ? own : $"{own}#{Changes}";

    /// <returns>Null for an address that the device does not have, or not any more.</returns>
    private string? Real(string address)
    {
        var own = address.Split('#')[0];
        return Present(own) == address ? own : null;
    }

    private int Changes
    {
        get
        {
            lock (_gate)
                return Of<ChangesAddress>().Select(change => _links / change.Links).FirstOrDefault();
        }
    }

    private static async Task NeverAsync(CancellationToken cancellation)
    {
        var never = new TaskCompletionSource();
        using var registration = cancellation.UnsafeRegister((_, token) => never.TrySetCanceled(token), null);
        await never.Task.ConfigureAwait(false);
    }
}
