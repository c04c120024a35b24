using System.Collections.Immutable;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Conformance;

/// <summary>Frames that no driver would send. Only a simulated device gets them: what a real one does with nonsense nobody knows.</summary>
internal static class FrameChecks
{
    public static ImmutableArray<ConformanceCheck> All { get; } =
    [
        new("level.out-of-range-refused", "A level above the highest does not run.", "refused or ignored, level 0", OutOfRangeAsync),
        new("frame.checksum-verified", "A frame with a wrong checksum does nothing.", "refused or ignored, level 0", ChecksumAsync),
        new("frame.length-verified", "A frame that is cut short does nothing.", "refused or ignored, level 0", LengthAsync),
    ];

    private static async Task<Finding> OutOfRangeAsync(CheckBench bench)
    {
        if (!bench.Expendable)
            return OnRealDevice();
        var above = (long)bench.Profile.Levels.Highest + 1;
        byte[] frame;
        try
        {
            frame = bench.Profile.SetLevel.Frame.Encode(FieldValues.None.With(FieldNames.Level, above));
        }
        catch (ArgumentException)
        {
            return Finding.DoesNotApply("The frame has no room for a number above the highest level.");
        }
        return await NothingMovesAsync(bench, [frame], $"the number {above}",
            "The device runs at a level that the profile does not have: describe all of its levels, so that 100 % means its strongest.").ConfigureAwait(false);
    }

    private static async Task<Finding> ChecksumAsync(CheckBench bench)
    {
        if (!bench.Expendable)
            return OnRealDevice();
        if (!bench.Profile.SetLevel.Frame.Parts.Any(part => part is ChecksumPart))
            return Finding.DoesNotApply("The frame that sets a level has no checksum: whatever is damaged on its way is obeyed.");
        var right = Right(bench);
        // A damaged byte that the profile's own reading notices can only be noticed by the checksum when the rest still fits.
        var wrong = Enumerable.Range(0, right.Length).Select(at => Flipped(right, at)).Where(frame => OnlyChecksumIsWrong(bench.Profile, frame)).ToArray();
        return await NothingMovesAsync(bench, wrong, "a frame with a wrong checksum",
            "The device obeys frames whose checksum is wrong: either it does not look at it, or the profile computes another checksum than the device.").ConfigureAwait(false);
    }

    private static async Task<Finding> LengthAsync(CheckBench bench)
    {
        if (!bench.Expendable)
            return OnRealDevice();
        var right = Right(bench);
        return right.Length < 2
            ? Finding.DoesNotApply("The frame that sets a level has one byte only.")
            : await NothingMovesAsync(bench, [right[..^1]], "a frame without its last byte",
                "The device obeys half a frame: its last bytes may be something else than the profile says.").ConfigureAwait(false);
    }

    private static async Task<Finding> NothingMovesAsync(CheckBench bench, IReadOnlyList<byte[]> frames, string what, string sentence)
    {
        await bench.ConnectAsync().ConfigureAwait(false);
        var mark = bench.Sights.Count;
        var refused = 0;
        foreach (var frame in frames)
        {
            await bench.PauseAsync().ConfigureAwait(false);
            refused += await bench.SendRawAsync(frame).ConfigureAwait(false) ? 0 : 1;
            await bench.SeeAsync().ConfigureAwait(false);
            if (bench.HighestSince(mark) is { IsOff: false } level)
                return Finding.Error($"{what} ({Hex.Format(frame)}) ran the motor at level {level}", sentence);
        }
        return Finding.Ok(refused > 0 ? "refused, level 0" : "ignored, level 0");
    }

    private static byte[] Right(CheckBench bench) =>
        bench.Profile.SetLevel.Frame.Encode(FieldValues.None.With(FieldNames.Level, bench.Profile.Levels.ToRaw(CheckBench.Lowest)));

    private static byte[] Flipped(byte[] frame, int at)
    {
        var wrong = (byte[])frame.Clone();
        wrong[at] ^= 1;
        return wrong;
    }

    /// <summary>Would the frame be a good one if nobody looked at its checksum?</summary>
    private static bool OnlyChecksumIsWrong(DeviceProfile profile, byte[] frame)
    {
        var careless = profile.SetLevel.Frame with
        {
            Parts = [.. profile.SetLevel.Frame.Parts.Select(part => part is ChecksumPart checksum ? new UnknownPart(checksum.Algorithm.Width) : part)],
        };
        return !profile.SetLevel.Frame.TryDecode(frame, out _, out _)
            && careless.TryDecode(frame, out var values, out _)
            && profile.Levels.Exact(values[FieldNames.Level]!.Value) is { IsOff: false };
    }

    private static Finding OnRealDevice() =>
        Finding.DoesNotApply("Nobody sends nonsense to a real device: this runs on the simulator only.");
}
