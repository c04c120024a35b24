using System.Collections.Immutable;
using MassagerControl.Chaos.Scenarios;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Programs;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Simulation;
using MassagerControl.Runtime.Programs;
using MassageProgram = MassagerControl.Core.Programs.Program;

namespace MassagerControl.Chaos.Running;

/// <summary>What a scenario names, read by the program's own readers, and the plan that its planner makes of it.</summary>
/// <param name="Refusals">Why the planner refuses the session; empty when there is a plan.</param>
internal sealed record Prepared(DeviceProfile Profile, MassageProgram Program, BodyArea Area, SessionPlan? Plan, ImmutableArray<string> Refusals)
{
    private static readonly ProfileCatalog Profiles = ProfileCatalog.Shipped();

    private static readonly Lazy<ProgramLibrary> Programs = new(() => ProgramLibrary.Load(ProgramLibrary.Folder));

    public static ImmutableArray<string> ShippedProfiles { get; } = Profiles.Ids();

    public static ImmutableArray<string> ShippedPrograms => [.. Programs.Value.Programs.Select(program => program.Id)];

    /// <exception cref="ArgumentException">The scenario names something that does not exist or is refused by its reader.</exception>
    public static Prepared Of(Scenario scenario)
    {
        var profile = ProfileOf(scenario);
        var program = ProgramOf(scenario);
        var area = BodyAreas.Find(scenario.Area) ?? throw new ArgumentException($"there is no area {scenario.Area}", nameof(scenario));
        var planned = SessionPlanner.Plan(new()
        {
            Program = program,
            Massager = new ProfiledMassager(Driver(profile, new SimulatedRadio(), new VirtualTimeProvider())).Traits,
            Area = area,
            Side = scenario.Side,
            Ceiling = scenario.Ceiling is { } ceiling ? Intensity.FromPercent(ceiling) : null,
            Reps = scenario.Reps,
            Press = scenario.Press is { } press ? Seconds.Span(press) : null,
            PressPerArea = scenario.PressPerArea is { } most ? Seconds.Span(most) : HardLimits.DefaultPressPerArea,
            WarmUp = scenario.WarmUp,
            CoolDown = scenario.CoolDown,
            Seed = scenario.Seed,
        });
        return new(profile, program, area, planned.Plan, [.. planned.Refusals.Select(refusal => refusal.Text)]);
    }

    public static ProfiledMassagerOptions Driver(DeviceProfile profile, Devices.Gatt.IRadio radio, TimeProvider time) => new()
    {
        Profile = profile,
        Radio = radio,
        Address = SimulatedRadio.AddressOf(profile.Id),
        Time = time,
        Device = $"sim:{profile.Id}",
        Simulated = true,
    };

    private static DeviceProfile ProfileOf(Scenario scenario)
    {
        var reading = scenario.OwnProfile is { } own
            ? ProfileReader.Parse("profile", own.ToJsonString())
            : Profiles.Find(scenario.Profile ?? "") ?? throw new ArgumentException($"there is no profile {scenario.Profile}", nameof(scenario));
        return reading.Value is { } profile && reading.Succeeded ? profile : throw new ArgumentException(string.Join("; ", reading.Errors), nameof(scenario));
    }

    private static MassageProgram ProgramOf(Scenario scenario)
    {
        if (scenario.OwnProgram is not { } own)
            return Programs.Value.Find(scenario.Program ?? "") ?? throw new ArgumentException($"there is no program {scenario.Program}", nameof(scenario));
        var reading = ProgramReader.Parse("program", own.ToJsonString());
        return reading.Program is { } program && reading.Errors.IsEmpty ? program : throw new ArgumentException(string.Join("; ", reading.Errors), nameof(scenario));
    }
}
