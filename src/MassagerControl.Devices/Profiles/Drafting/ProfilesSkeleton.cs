using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Profiles.Drafting;

/// <summary>A valid profile of what a person knows. What they do not know is listed in it, and nothing that is made up can reach a device.</summary>
public static class ProfilesSkeleton
{
    // What the simulator works with as long as nobody knows how many levels the device has.
    private const int LevelsForNow = 3;

    /// <summary>As the file of a profile.</summary>
    public static string Of(ProfilesKnowledge known) => ProfileWriter.Write(Draft(known));

    private static ProfileDraft Draft(ProfilesKnowledge known)
    {
        var control = new Endpoint("control", Place(known, known.Service), Place(known, known.Characteristic), GattProperties.Write);
        var count = known.Levels ?? LevelsForNow;
        var (lowest, highest) = known.Numbers ?? (1, count);
        return new()
        {
            Id = known.Id,
            Name = known.Name,
            Kind = known.Kind,
            Provenance = new()
            {
                Sources = [new(known.Source ?? "unknown", "unknown")],
                Confidence = Confidence.Guess,
                VerifiedOnHardware = false,
                Unknown = [.. Unknown(known)],
            },
            Match = known.Advertised is { } name ? new([name]) : new([]) { Unknown = true },
            Spread = (count, lowest, highest),
            Endpoints = [control],
            Operations =
            [
                new(Wire.SetLevelName, control, WriteMode.WithResponse, ProfilesSkeletonFrame.Read(known.SetLevel ?? "{level:u32le}")),
                new(Wire.StopName, control, WriteMode.WithResponse, ProfilesSkeletonFrame.Read(known.Stop ?? "00 00 00 00")),
            ],
        };
    }

    /// <summary>Are the bytes known? Until they are nothing is sent anywhere.</summary>
    private static bool CanSend(ProfilesKnowledge known) =>
        known is { Service: not null, Characteristic: not null, SetLevel: not null, Stop: not null };

    // All zeros: no device has it, so a profile with it cannot be connected to anything.
    private static GattUuid Place(ProfilesKnowledge known, string? uuid) => CanSend(known) && GattUuid.TryParse(uuid!, out var place) ? place : default;

    private static List<string> Unknown(ProfilesKnowledge known)
    {
        var unknown = new List<string>();
        Ask(known.Source, "where this comes from, and its licence");
        Ask(known.Kind, "the kind of device: gun, ball, roller, bed or other");
        Ask(known.Advertised, "what it advertises: nothing finds it by itself, a person must name this profile");
        Ask(known.Service, "the service that commands are written to");
        Ask(known.Characteristic, "the characteristic that commands are written to");
        Ask(known.SetLevel, "the bytes that set a level: the frame of setLevel is a stand-in for the simulator");
        Ask(known.Stop, "the bytes that stop the motor: the frame of stop is a stand-in for the simulator");
        Ask(known.Levels, $"how many levels it has: {LevelsForNow} is a stand-in");
        Ask(known.Numbers, "the device's own numbers of its lowest and highest level");
        if (!CanSend(known) && (known.Service ?? known.Characteristic) is not null)
            unknown.Add($"the endpoint 'control' stays all zeros until service, characteristic and both frames are known, so that nothing made up is sent; known so far: service {known.Service ?? "unknown"}, characteristic {known.Characteristic ?? "unknown"}");
        unknown.AddRange(
        [
            "whether the device answers writes: the mode is withResponse, because a stop must be confirmed",
            "what the device reports: level, battery, its own button",
            "the shortest time between two commands",
            "what the motor does when the link drops",
            "the lowest firmware that takes these commands",
        ]);
        return unknown;

        void Ask(object? fact, string what)
        {
            if (fact is null)
                unknown.Add(what);
        }
    }
}
