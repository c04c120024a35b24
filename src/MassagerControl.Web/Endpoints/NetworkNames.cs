using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;
using MassagerControl.Web.Settings;

namespace MassagerControl.Web.Endpoints;

/// <summary>What a request may name: programs of the library, areas, paired devices and simulators of known profiles. Never a path, an address or a socket.</summary>
/// <remarks>What is refused is not looked up anywhere: an answer does not tell whether there is a file, nor what is in it.</remarks>
internal sealed class NetworkNames(ServeOptions options, HostFiles files)
{
    private const int LongestWord = 300;

    public string Program(JsonValueCursor value)
    {
        var id = value.String(1, LongestWord);
        var known = ProgramLibrary.Load(options.Intake.Programs).Programs.Select(program => program.Id).ToImmutableArray();
        if (id.Length > 0 && !known.Contains(id))
            value.Error($"names no program of the library, which alone may be named over the network: {string.Join(", ", known)}");
        return id;
    }

    public static string Area(JsonValueCursor value)
    {
        var id = value.String(1, LongestWord);
        if (id.Length > 0 && BodyAreas.Find(id) is null)
            value.Error($"names no area; there are {string.Join(", ", BodyAreas.All.Where(area => area.Locked is null).Select(area => area.Id))}");
        return id;
    }

    public string Device(JsonValueCursor value)
    {
        var id = value.String(1, LongestWord);
        if (id.Length > 0 && DeviceProblem(id) is { } problem)
            value.Error(problem);
        return id;
    }

    /// <returns>Why this device may not be named, or null.</returns>
    public Phrase? DeviceProblem(string id)
    {
        var profiles = new ProfileLibrary(ProfileLibrary.ShippedFolder, options.Profiles);
        if (id.StartsWith(SimulatorSetup.Prefix, StringComparison.Ordinal))
            return IsKnown(profiles, id[SimulatorSetup.Prefix.Length..]) ? null : Unknown(profiles, []);
        try
        {
            var paired = new PairedDevices(options.Data.Path).All();
            return paired.Any(device => DeviceName.IsSame(device.Id, id)) ? null : Unknown(profiles, paired);
        }
        catch (StoreException exception)
        {
            files.Tell(exception.Words);
            return "cannot be looked up: the host cannot read which devices are paired; look there";
        }
    }

    // An id that looks like a path would be taken for one further down.
    private static bool IsKnown(ProfileLibrary profiles, string profile) => !ProfileLibrary.IsPath(profile) && profiles.Find(profile) is { Reading.Succeeded: true };

    private static Phrase Unknown(ProfileLibrary profiles, ImmutableArray<PairedDevice> paired) =>
        paired.IsEmpty
            ? Phrase.Of($"names no device that may be named over the network: no path, address or socket, only one that is paired, or a simulator: {Simulators(profiles)}")
            : Phrase.Of($"names no device that may be named over the network: no path, address or socket, only one that is paired ({string.Join(", ", paired.Select(device => device.Id))}), or a simulator: {Simulators(profiles)}");

    private static string Simulators(ProfileLibrary profiles) =>
        string.Join(", ", profiles.Ids().Where(id => IsKnown(profiles, id)).Select(id => SimulatorSetup.Prefix + id));
}
