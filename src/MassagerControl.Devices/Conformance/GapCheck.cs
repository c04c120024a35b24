using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Devices.Conformance;

/// <summary>Levels as fast as the driver sends them: after connecting, after each other, and after a stop.</summary>
internal sealed class GapCheck(CheckBench bench)
{
    private TimeSpan _shortest = TimeSpan.MaxValue;
    private MassagerFault? _fault;

    public static Task<Finding> RunAsync(CheckBench bench) => new GapCheck(bench).RunAsync();

    private async Task<Finding> RunAsync()
    {
        var low = bench.Samples[0];
        var high = bench.Samples[Math.Min(1, bench.Samples.Length - 1)];
        await bench.ConnectAsync().ConfigureAwait(false);
        var finding = await SetAsync(low, high, low, high).ConfigureAwait(false);
        if (finding.Severity == Severity.Error)
            return finding;
        // A stop that fails is for other checks.
        if (await CheckBench.FaultOfAsync(bench.StopAsync()).ConfigureAwait(false) is not null)
            return finding;
        var afterStop = await SetAsync(low).ConfigureAwait(false);
        return afterStop.Severity == Severity.Ok ? finding : afterStop;
    }

    private async Task<Finding> SetAsync(params Level[] levels)
    {
        foreach (var level in levels)
        {
            var before = bench.Radio.Sent.Count;
            _fault ??= await CheckBench.FaultOfAsync(bench.SetAsync(level)).ConfigureAwait(false);
            Measure(before);
        }
        var motor = await bench.SeeAsync().ConfigureAwait(false);
        var got = string.Create(CultureInfo.InvariantCulture, $"{_shortest.TotalMilliseconds:0.#} ms before a level");
        if (_shortest < bench.Profile.MinimumGap)
            return Finding.Error(got, string.Create(CultureInfo.InvariantCulture, $"The profile asks for {bench.Profile.MinimumGap.TotalMilliseconds:0.#} ms: the driver was faster."));
        if (_fault is null && motor is { } other && other != levels[^1] && !bench.SeesIndependently)
            motor = await SlowlyAsync(levels[^1]).ConfigureAwait(false) is null ? null : motor;
        if (_fault is not null || (motor is { } seen && seen != levels[^1]))
            return Finding.Error(_fault is null ? $"{got}; the motor stayed at level {motor}" : $"{got}; {_fault.Detail}", "The device does not take levels this fast: raise 'minimumGap' in the profile until this check passes.");
        return motor is null ? bench.NotSeen with { Got = got } : Finding.Ok(got);
    }

    /// <summary>What was seen may be the device's late word of the level before. One that says nothing of this level at rest either does not tell whether it took it.</summary>
    private async Task<Level?> SlowlyAsync(Level level)
    {
        await bench.PauseAsync().ConfigureAwait(false);
        await CheckBench.FaultOfAsync(bench.SetAsync(level)).ConfigureAwait(false);
        return await bench.SeeAsync().ConfigureAwait(false);
    }

    /// <summary>How long the device was left alone before the first frame since <paramref name="before"/> that can move the motor.</summary>
    private void Measure(int before)
    {
        var sent = bench.Radio.Sent;
        var link = bench.Radio.Current;
        var first = sent.FindIndex(before, frame => frame.MovesMotor(bench.Profile, link));
        if (first > 0 && sent[first - 1].Link == sent[first].Link && bench.Time.GetElapsedTime(sent[first - 1].At, sent[first].At) is var gap && gap < _shortest)
            _shortest = gap;
    }
}
