using System.Collections.Immutable;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Conformance;

/// <summary>Frames that no driver would send. Only a simulated device gets them: what a real one does with nonsense nobody knows.</summary>
internal static class FrameChecks
{
    public static ImmutableArray<ConformanceCheck> All { get; } =
    [
        new("level.out-of-range-refused", "A level above the highest does not run.", "refused or ignored, the motor unchanged", OutOfRangeAsync),
        new("frame.checksum-verified", "A frame with a wrong checksum does nothing.", "refused or ignored, the motor unchanged", ChecksumAsync),
        new("frame.length-verified", "A frame that is cut short does nothing.", "refused or ignored, the motor unchanged", LengthAsync),
    ];

    private static Task<Finding> OutOfRangeAsync(CheckBench bench) => TryAsync(
        bench,
        model => OutOfRange(bench.Profile, model) is { } frame ? [frame] : [],
        "The frame has no room for a number above the highest level.",
        "The device runs at a level that the profile does not have: describe all of its levels, so that 100 % means its strongest.");

    private static Task<Finding> ChecksumAsync(CheckBench bench) => TryAsync(
        bench,
        model => Enumerable.Range(0, model.Frame.Bytes.Length).Select(at => Flipped(model.Frame.Bytes, at)).Where(frame => OnlyChecksumIsWrong(model.Operation, frame)),
        "The frame that sets a level has no checksum: whatever is damaged on its way is obeyed.",
        "The device obeys frames whose checksum is wrong: either it does not look at it, or the profile computes another checksum than the device.");

    private static Task<Finding> LengthAsync(CheckBench bench) => TryAsync(
        bench,
        model => model.Frame.Bytes.Length > 1 && !Means(bench, model, model.Frame.Bytes[..^1]) ? [model.Frame.Bytes[..^1]] : [],
        "The frame that sets a level means something without its last byte too.",
        "The device obeys half a frame: its last bytes may be something else than the profile says.");

    private static async Task<Finding> TryAsync(CheckBench bench, Func<Model, IEnumerable<byte[]>> wrong, string none, string sentence)
    {
        if (!bench.KnowsWrongFrames)
            return Finding.DoesNotApply("What a device does with nonsense nobody knows: this runs on the simulated device of a profile only.");
        if (bench.Profile.Steps is not null)
            return Finding.DoesNotApply("The device knows only plus and minus: no frame of it carries a level.");
        await bench.ConnectAsync().ConfigureAwait(false);
        if (await ModelAsync(bench).ConfigureAwait(false) is not { } model)
            return Finding.DoesNotApply("No single frame carries the level.");
        var frames = wrong(model).ToArray();
        return frames.Length == 0 ? Finding.DoesNotApply(none) : await SendAsync(bench, model, frames, sentence).ConfigureAwait(false);
    }

    private static async Task<Finding> SendAsync(CheckBench bench, Model model, byte[][] frames, string sentence)
    {
        var before = await bench.SeeAsync().ConfigureAwait(false);
        var refused = 0;
        foreach (var frame in frames)
        {
            await bench.PauseAsync().ConfigureAwait(false);
            refused += await bench.SendRawAsync(model.Frame, frame).ConfigureAwait(false) ? 0 : 1;
            // What takes effect only with a frame after it would never show.
            foreach (var follower in model.Followers)
                await bench.SendRawAsync(follower, follower.Bytes).ConfigureAwait(false);
            if (await bench.SeeAsync().ConfigureAwait(false) is { } after && after != before)
                return Finding.Error($"{Hex.Format(frame)} ran the motor at level {after}", sentence);
        }
        return Finding.Ok(refused > 0 ? $"refused, level {before}" : $"ignored, level {before}");
    }

    /// <summary>A right frame to spoil. A device that needs a start is left running at its lowest level, where a higher one would show.</summary>
    private static async Task<Model?> ModelAsync(CheckBench bench)
    {
        var runs = bench.Profile.Start is not null && bench.Samples.Length > 1;
        var before = bench.Radio.Sent.Count;
        await bench.SetAsync(bench.Samples[runs ? 1 : 0]).ConfigureAwait(false);
        var sent = bench.Radio.Sent.Skip(before).ToArray();
        await bench.PauseAsync().ConfigureAwait(false);
        await (runs ? bench.SetAsync(CheckBench.Lowest) : bench.StopAsync()).ConfigureAwait(false);
        await bench.PauseAsync().ConfigureAwait(false);
        var link = bench.Radio.Current;
        SentFrame[] followers = [.. sent.Where(frame => bench.Profile.Operations.Any(operation => bench.Profile.FollowsLevel(operation) && frame.Is(operation, link)))];
        foreach (var operation in bench.Profile.Chain(bench.Profile.SetLevel))
            if (sent.LastOrDefault(frame => frame.Is(operation, link)) is { } frame)
                return new(operation, frame, followers);
        return null;
    }

    private static byte[]? OutOfRange(DeviceProfile profile, Model model)
    {
        if (!model.Operation.Frame.TryDecode(model.Frame.Bytes, out var values, out _))
            return null;
        var above = (long)profile.Levels.Highest + 1;
        foreach (var name in profile.Channels.Add(FieldNames.Level))
            if (model.Operation.Frame.Has(name))
                values = values.With(name, above);
        try
        {
            return model.Operation.Frame.Encode(values);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static byte[] Flipped(byte[] frame, int at)
    {
        var wrong = (byte[])frame.Clone();
        wrong[at] ^= 1;
        return wrong;
    }

    /// <summary>Would the frame be a good one if nobody looked at its checksum?</summary>
    private static bool OnlyChecksumIsWrong(Operation operation, byte[] frame)
    {
        var careless = new FrameTemplate(
            [.. operation.Frame.Parts.Select(part => part is ChecksumPart checksum ? new UnknownPart(checksum.Algorithm.Width) : part)]);
        return !operation.Frame.TryDecode(frame, out _, out _) && careless.TryDecode(frame, out _, out _);
    }

    private static bool Means(CheckBench bench, Model model, byte[] bytes) =>
        bench.Profile.Operations.Any(operation => (model.Frame with { Bytes = bytes }).Is(operation, bench.Radio.Current));

    private sealed record Model(Operation Operation, SentFrame Frame, SentFrame[] Followers);
}
