using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Conformance;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Drafting;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>From a device of a capture and the marks of a person to a draft of its profile, checked as far as that goes without the device.</summary>
public static class Learner
{
    /// <summary>Nothing is sent to any device: what runs, runs on simulated ones.</summary>
    public static async Task<LearnReport> LearnAsync(LearnRequest request)
    {
        var notes = new DraftNotes();
        var frames = FramesOf(request.Device, notes);
        var (protocol, marks) = LateMarks.Learn(frames, request.Marks, request.Roles);
        if (marks != request.Marks)
            notes.Ask($"The marks were read {LateMarks.Shift.TotalSeconds:0.0} s earlier than they are written: whoever notes what they did is late. Look whether the levels are right");
        request = request with { Marks = marks };
        var report = new LearnReport
        {
            Origin = request.Origin,
            Device = request.Device,
            Marks = request.Marks,
            Frames = frames,
            Protocol = protocol,
            Asks = protocol.Asks,
            LeftOut = [.. notes.LeftOut],
        };
        return protocol.Hopeless is null ? await DraftedAsync(request, report, notes).ConfigureAwait(false) : report;
    }

    /// <summary>What a profile can speak of: what was written and told at the device's own characteristics.</summary>
    public static ImmutableArray<SeenFrame> FramesOf(CapturedDevice device) => FramesOf(device, new());

    private static ImmutableArray<SeenFrame> FramesOf(CapturedDevice device, DraftNotes notes)
    {
        var standard = device.Characteristics.Where(characteristic => TalkDraft.IsStandard(characteristic.Uuids)).Select(characteristic => characteristic.Handle).ToHashSet();
        var frames = ImmutableArray.CreateBuilder<SeenFrame>();
        var switches = device.Switches.Concat(device.LikelySwitches).ToHashSet();
        var (ofAny, read, refused) = (0, 0, 0);
        foreach (var value in device.Values.Where(value => !switches.Contains(value.Handle)))
            if (standard.Contains(value.Handle))
                ofAny++;
            else if (value.Kind == AttKind.ReadResponse)
                read++;
            else if (value is { Kind: AttKind.WriteRequest, Acknowledged: false })
                refused++;
            else
                frames.Add(new(value.At, value.Handle, value.Link, KindOf(value.Kind), value.Bytes));
        LeaveOut(ofAny, "values of services that every kind of device has, such as its battery", notes);
        LeaveOut(read, "answers to reads", notes);
        LeaveOut(device.Values.Count(value => device.LikelySwitches.Contains(value.Handle)), "writes that look as if they switch notifications on or off, which is a guess", notes);
        LeaveOut(refused, "writes that the device refused", notes);
        LeaveOut(device.ValuesLeftOut, "values after the most that are kept", notes);
        return frames.ToImmutable();
    }

    /// <summary>How much of what was said there a profile could speak of.</summary>
    public static int Own(CapturedDevice device) => device.OfHost ? 0 : FramesOf(device).Length;

    private static async Task<LearnReport> DraftedAsync(LearnRequest request, LearnReport report, DraftNotes notes)
    {
        var drafter = new Drafter(request, report.Protocol, report.Frames, notes);
        var draft = drafter.Draft();
        var json = ProfileWriter.Write(draft);
        var reading = ProfileReader.Parse($"{draft.Id}.json", json);
        report = report with
        {
            Draft = draft,
            Json = json,
            Profile = reading.Value,
            Lacks = reading.Errors,
            Asks = [.. notes.Asks, .. report.Protocol.Asks.Except(notes.Asks)],
            LeftOut = [.. notes.LeftOut],
        };
        return reading.Value is { } profile && drafter.Levels is { } levels ? await ProvenAsync(report, profile, levels, drafter.EndpointName).ConfigureAwait(false) : report;
    }

    private static async Task<LearnReport> ProvenAsync(LearnReport report, DeviceProfile profile, LevelDraft levels, Func<int, string?> endpointOf)
    {
        var vectors = VectorDraft.Of(profile, levels, report.Protocol, endpointOf);
        return report with
        {
            Vectors = vectors,
            VectorsText = vectors.IsEmpty ? "" : VectorDraft.Text(profile, report.Origin, vectors),
            Conformance = await ConformanceSuite.RunAsync(new SimulatedTarget(profile, new SimulatedPeripheralOptions()), $"sim:{profile.Id}").ConfigureAwait(false),
            Replay = Compared(profile, levels, vectors, await Replay.DriveAsync(profile).ConfigureAwait(false)),
        };
    }

    private static ImmutableArray<ReplayedCommand> Compared(DeviceProfile profile, LevelDraft levels, ImmutableArray<CapturedVector> vectors, ImmutableArray<ImmutableArray<CapturedWrite>> driven)
    {
        var all = ImmutableArray.CreateBuilder<ReplayedCommand>();
        foreach (var vector in vectors.Where(vector => vector.Notification.Length == 0))
            all.Add(vector.Level is { } level
                ? Replay.Compare(profile, $"level {levels.Kept[level - 1].Number}", vector.Frames, driven[level - 1])
                : Replay.Compare(profile, "stop", vector.Frames, driven[^1]));
        return all.ToImmutable();
    }

    private static SeenKind KindOf(AttKind kind) => kind switch
    {
        AttKind.WriteRequest => SeenKind.WrittenWithResponse,
        AttKind.WriteCommand => SeenKind.WrittenWithoutResponse,
        _ => SeenKind.Told,
    };

    private static void LeaveOut(long count, Phrase what, DraftNotes notes)
    {
        if (count > 0)
            notes.LeaveOut($"{count} {what}");
    }
}
