using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Conformance;

/// <summary>Levels: what the profile promises and what the motor does.</summary>
internal static class LevelChecks
{
    public static ImmutableArray<ConformanceCheck> All { get; } =
    [
        new("capability.levels", "The profile's levels are fine enough for a gentle start.", $"lowest level at most {HardLimits.HighestLowestLevel}", FineEnoughAsync),
        new("capability.frames", "Every level has a command of its own.", "no two levels with the same bytes", OwnCommandsAsync),
        new("capability.packets", "Every frame finds room in a packet.", "20 bytes, or as many as the profile's 'mtu' step asks for", PacketsAsync),
        new("level.each-reachable", "Every level is reached, upwards and downwards.", "the motor runs at the level that was asked for", EachAsync),
        new("level.report-true", "The level that the device reports is the level of its motor.", "each level reported as it is", ReportTrueAsync),
        new("gap.kept", "Levels leave no faster than the device takes them.", "the profile's minimum gap between any frame and the next level, and all levels obeyed", GapCheck.RunAsync),
        new("gap.stop-frames", "Every frame of a stop counts, where it has several.", "level 0", StopFramesCheck.RunAsync),
    ];

    private static Task<Finding> FineEnoughAsync(CheckBench bench)
    {
        var scale = bench.Profile.Scale;
        var got = $"{Levels(scale.Count)}, the lowest is {scale.Lowest}";
        return Task.FromResult(scale.Lowest > HardLimits.HighestLowestLevel
            ? Finding.Issue(got, "Every session refuses this device: its lowest level is too strong to start with. Describe lower levels if the device has them.")
            : Finding.Ok(got));
    }

    private static async Task<Finding> OwnCommandsAsync(CheckBench bench)
    {
        if (bench.Profile.Steps is not null)
            return Finding.DoesNotApply("The device knows only plus and minus.");
        await bench.ConnectAsync().ConfigureAwait(false);
        var bytes = new Dictionary<string, Level>(StringComparer.Ordinal);
        foreach (var level in bench.Samples)
        {
            await bench.PauseAsync().ConfigureAwait(false);
            var before = bench.Radio.Sent.Count;
            // Whether the device takes it is for another check.
            var fault = await CheckBench.FaultOfAsync(bench.SetAsync(level)).ConfigureAwait(false);
            var sent = string.Join(" | ", bench.Radio.Sent.Skip(before).Select(frame => frame.Hex));
            // Where nothing can be sent any more there is nothing to compare.
            if (sent.Length == 0 && fault is not null)
                throw new MassagerException(fault);
            if (!bytes.TryAdd(sent, level))
                return Finding.Error($"levels {bytes[sent]} and {level}: {sent}", "Two levels send the same bytes: look at the level map and at the field that carries the level.");
        }
        return Finding.Ok($"{Phrase.Count(bytes.Count, "different command")}");
    }

    private static Task<Finding> PacketsAsync(CheckBench bench)
    {
        var doubts = FrameRoom.Doubts("", bench.Profile).ToArray();
        return Task.FromResult(doubts.Length == 0
            ? Finding.Ok("room for all")
            : Finding.Issue($"{doubts[0].Path} {doubts[0].Reason}", "On a link with shorter packets such a frame arrives cut, in pieces, or not at all; a stop too. Ask for longer packets when connecting: then a link that has none is refused before anything runs."));
    }

    private static async Task<Finding> EachAsync(CheckBench bench)
    {
        await bench.ConnectAsync().ConfigureAwait(false);
        var wrong = new List<string>();
        var unseen = false;
        foreach (var level in bench.Samples.Concat(bench.Samples.Reverse().Skip(1)))
        {
            await bench.PauseAsync().ConfigureAwait(false);
            var fault = await CheckBench.FaultOfAsync(bench.SetAsync(level)).ConfigureAwait(false);
            var seen = await bench.SeeAsync().ConfigureAwait(false);
            unseen |= seen is null;
            if (fault is not null)
                wrong.Add($"level {level}: {fault.Detail}");
            else if (seen is { } motor && motor != level)
                wrong.Add($"level {level} ran at {motor}");
            if (fault is { Kind: not MassagerFaultKind.Refused })
                break;
        }
        if (wrong.Count > 0)
            return Finding.Error(FewOf(wrong), "The level map of the profile does not fit this device: compare the numbers in 'levels' with what the device does, one level at a time.");
        return unseen ? bench.NotSeen : Finding.Ok(Levels(bench.Samples.Length));
    }

    private static async Task<Finding> ReportTrueAsync(CheckBench bench)
    {
        if (!bench.Profile.Notifications.Any(format => format.Tells(FieldNames.Level)))
            return Finding.DoesNotApply("The profile describes no notification that tells the level. Without one a session cannot notice the device's own button.");
        if (!bench.Profile.Notifications.Any(format => format.Tells(FieldNames.Level) && format.Endpoint.CanNotify))
            return Finding.DoesNotApply("The device says its level only to whoever reads it. A session cannot notice its own button.");
        await bench.ConnectAsync().ConfigureAwait(false);
        var wrong = new List<string>();
        var told = 0;
        foreach (var level in bench.Samples)
        {
            await bench.PauseAsync().ConfigureAwait(false);
            var before = bench.Reports.Count;
            if (await CheckBench.FaultOfAsync(bench.SetAsync(level)).ConfigureAwait(false) is not null)
                continue;
            var motor = await bench.SeeAsync().ConfigureAwait(false);
            var reported = bench.Reports.Skip(before).OfType<LevelReported>().LastOrDefault()?.Level;
            told += reported is null ? 0 : 1;
            if (reported is { } word && word != (bench.SeesIndependently ? motor : level))
                wrong.Add($"motor at {motor}, reported {word}");
        }
        if (wrong.Count > 0)
            return Finding.Error(FewOf(wrong), "A session takes a level above the commanded one, or 0, as the device's own button and stops: the place or the meaning of 'level' in the notification is wrong, or the device does not tell the truth.");
        if (told == 0)
            return Finding.Issue("no report", "The profile describes a notification that tells the level, and none came after any level: check the endpoint and that the connect steps subscribe to it.");
        return bench.SeesIndependently ? Finding.Ok($"{Phrase.Count(told, "report")}, all true") : Finding.Info($"{Phrase.Count(told, "report")}, as commanded", "Nobody but the device itself says what the motor does: please compare with what you feel.");
    }

    private static string FewOf(List<string> wrong) =>
        string.Join("; ", wrong.Take(3)) + (wrong.Count > 3 ? $"; and {wrong.Count - 3} more" : "");

    private static string Levels(int count) => Phrase.Count(count, "level").Text;
}
