using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Conformance;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>Drives a simulated device with a profile, and writes down what the driver writes for each level and for a stop.</summary>
internal static class Replay
{
    /// <returns>For each level from 1 on, and last for the stop; without frames where the driver could not give the command.</returns>
    public static async Task<ImmutableArray<ImmutableArray<CapturedWrite>>> DriveAsync(DeviceProfile profile)
    {
        var all = ImmutableArray.CreateBuilder<ImmutableArray<CapturedWrite>>();
        for (var number = 1; number <= profile.Scale.Count; number++)
            all.Add(await OneAsync(profile, new(number)).ConfigureAwait(false));
        all.Add(await OneAsync(profile, null).ConfigureAwait(false));
        return all.ToImmutable();
    }

    /// <summary>The driver's frames beside the captured ones.</summary>
    public static ReplayedCommand Compare(DeviceProfile profile, string command, ImmutableArray<CapturedWrite> captured, ImmutableArray<CapturedWrite> driven)
    {
        var counted = false;
        var same = captured.Length == driven.Length;
        for (var at = 0; same && at < captured.Length; at++)
        {
            var (one, other) = (captured[at], driven[at]);
            same = one.Endpoint == other.Endpoint && one.Mode == other.Mode && (Alike.Same(one.Bytes, other.Bytes) || (counted = SameButCounted(profile, one, other)));
        }
        return new(command, captured, driven, counted, same);
    }

    /// <summary>Both are frames of one operation with the same numbers, and only what counts the frames differs.</summary>
    private static bool SameButCounted(DeviceProfile profile, CapturedWrite one, CapturedWrite other) => profile.Operations.Any(operation =>
        operation.Endpoint.Name == one.Endpoint && !operation.Frame.Counters.IsEmpty
        && operation.Frame.TryDecode(one.Bytes.AsSpan(), out var captured, out _) && operation.Frame.TryDecode(other.Bytes.AsSpan(), out var driven, out _)
        && operation.Frame.Carries.All(field => captured[field.Name] == driven[field.Name]));

    /// <param name="level">Null stops the lowest level.</param>
    /// <remarks>A device of its own for each: nothing that was sent before is in it.</remarks>
    private static async Task<ImmutableArray<CapturedWrite>> OneAsync(DeviceProfile profile, Level? level)
    {
        var target = new SimulatedTarget(profile, new SimulatedPeripheralOptions());
        try
        {
            return await target.UseAsync(device => OneAsync(profile, device, level)).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return [];
        }
    }

    private static async Task<ImmutableArray<CapturedWrite>> OneAsync(DeviceProfile profile, ConformanceDevice device, Level? level)
    {
        var bench = new CheckBench(profile, device);
        await using var closing = bench.ConfigureAwait(false);
        try
        {
            await bench.ConnectAsync().ConfigureAwait(false);
            await bench.PauseAsync().ConfigureAwait(false);
            if (level is null)
            {
                await bench.SetAsync(CheckBench.Lowest).ConfigureAwait(false);
                await bench.PauseAsync().ConfigureAwait(false);
            }
            var before = bench.Radio.Sent.Count;
            await (level is { } asked ? bench.SetAsync(asked) : bench.StopAsync()).ConfigureAwait(false);
            var chain = profile.Chain(level is null ? profile.Stop : profile.SetLevel);
            return [.. bench.Radio.Sent.Skip(before).Select(frame => Named(chain, frame, bench.Radio.Current)).OfType<CapturedWrite>()];
        }
        catch (MassagerException)
        {
            return [];
        }
    }

    /// <returns>Null for what belongs to another command.</returns>
    private static CapturedWrite? Named(ImmutableArray<Operation> chain, SentFrame frame, TappedLink link) =>
        chain.FirstOrDefault(operation => frame.Is(operation, link)) is { } operation ? new(operation.Endpoint.Name, frame.Mode, [.. frame.Bytes]) : null;
}
