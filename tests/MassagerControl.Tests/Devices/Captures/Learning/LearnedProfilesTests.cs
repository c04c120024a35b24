using MassagerControl.Devices.Captures.Learning;
using MassagerControl.Devices.Profiles;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Captures.Learning;

/// <summary>Captures of the driver with a simulated device of every shipped profile, given back as profiles.</summary>
public sealed class LearnedProfilesTests
{
    public static TheoryData<string> Shipped => [.. ProfileCatalog.Shipped().Ids()];

    /// <summary>What each learned profile is, and what it lacks: a capture of every level and a stop, once each, shows no more.</summary>
    [Fact]
    public async Task A_capture_with_marks_gives_the_profile_back()
    {
        var rows = new List<string>();
        foreach (var id in ProfileCatalog.Shipped().Ids())
        {
            var known = SimulatedRig.Shipped(id);
            var session = CapturedSession.Of(known);
            rows.Add($"{id}: {await SaidAsync(await LearnAsync(session, session.Marks), known)}");
        }

        Snapshot.Match(string.Join('\n', rows), "learned-profiles");
        Assert.True(rows.Count(row => row.Contains(": same", StringComparison.Ordinal)) * 5 >= rows.Count * 4, string.Join('\n', rows));
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task Without_marks_no_level_is_claimed(string id)
    {
        var report = await LearnAsync(CapturedSession.Of(SimulatedRig.Shipped(id)), "");

        Assert.Empty(report.Protocol.Levels);
        Assert.Empty(report.Protocol.Stop);
        Assert.Null(report.Profile);
        Assert.DoesNotContain("\"stop\"", report.Json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"levels\"", report.Json, StringComparison.Ordinal);
    }

    internal static async Task<LearnReport> LearnAsync(CapturedSession session, string marks, Func<LearnRequest, LearnRequest>? with = null)
    {
        var folder = Directory.CreateTempSubdirectory("learn-").FullName;
        try
        {
            var file = Path.Combine(folder, "log.btsnoop");
            await File.WriteAllBytesAsync(file, session.File, TestContext.Current.CancellationToken);
            var capture = CaptureFile.Read(file, out var problem);
            Assert.Null(problem);
            Assert.Empty(capture!.Faults);
            var device = capture.Conversation.Devices.First(device => Learner.Own(device) > 0);
            var read = marks.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => MarkText.Read(line, capture.Origin.Began, out _)!).ToArray();
            LearnRequest request = new(capture.Origin, device, [.. read]) { Licence = "CC0", Id = "learned" };
            return await Learner.LearnAsync(with?.Invoke(request) ?? request);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> SaidAsync(LearnReport report, DeviceProfile known)
    {
        if (report.Profile is not { } learned)
            return $"no profile: {string.Join("; ", report.Lacks.Select(error => $"{error.Path} {error.Reason}").Append(report.Protocol.Hopeless?.Text).OfType<string>())}";
        var frames = await ProfileComparison.FramesAsync(learned, known);
        var said = frames.IsEmpty ? "same" : string.Join("; ", frames);
        var lacks = ProfileComparison.Lacks(learned, known);
        return $"{said}{(lacks.IsEmpty ? "" : $"; lacks {string.Join(", ", lacks)}")}{(report.Replays ? "" : "; does not replay")}{(report.Conformance!.Failed ? $"; fails {string.Join(", ", report.Conformance.Lines.Where(line => line.Severity == MassagerControl.Devices.Conformance.Severity.Error).Select(line => line.Id))}" : "")}";
    }
}
