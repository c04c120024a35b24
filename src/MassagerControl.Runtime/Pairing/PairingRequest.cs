using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Profiles;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Pairing;

/// <summary>Which device somebody wants to pair.</summary>
/// <param name="Target">Its address or its advertised name; null for whichever massager there is.</param>
/// <param name="Profile">Named by the person; null where the advertisement decides.</param>
public sealed record PairingRequest(string? Target, DeviceProfile? Profile)
{
    /// <summary>What is remembered on the radio, each with its profile.</summary>
    public ImmutableArray<KnownDevice> Known { get; init; } = [];

    /// <summary>The remembered device that is meant; null when it is none of those.</summary>
    public KnownDevice? Meant => Target is null ? null : Known.FirstOrDefault(known => IsExactly(known.Device.Address));

    /// <summary>
    /// Devices that may be the remembered one with another address, as some have after each switching on: they advertise the same name, are of
    /// its profile, and are none of the others.
    /// </summary>
    public ImmutableArray<PairingOption> MovedIn(IEnumerable<Sighting> sightings) => Meant is not { } meant ? [] :
    [
        .. Sighting.Sorted(sightings)
            .Where(seen => seen.Name == meant.Device.Name && Known.All(known => !IsSame(known.Device.Address, seen.Address)))
            .Select(seen => As(seen, Profile ?? meant.Profile))
            .Where(option => option.Sighting.Match.Candidates.Any(candidate => candidate.Profile.Id == option.Profile.Id)),
    ];

    /// <summary>What can be paired of everything that was seen, the strongest signal first.</summary>
    public ImmutableArray<PairingOption> OptionsIn(IEnumerable<Sighting> sightings)
    {
        var named = Sighting.Sorted(sightings.Where(Names)).ToArray();
        // A radio may also know devices from earlier days: those count only where nothing is heard.
        var wanted = named.Any(seen => seen.Signal is not null) ? [.. named.Where(seen => seen.Signal is not null)] : named;
        if (Profile is not { } profile)
            return [.. wanted.SelectMany(Matched)];
        var fitting = wanted.Where(seen => seen.Match.Candidates.Any(candidate => candidate.Profile.Id == profile.Id)).ToArray();
        // Who names the device decides what its advertisement cannot.
        if (Target is not null)
            return [.. wanted.Select(seen => As(seen, profile))];
        // Nobody knows what a device of such a profile advertises: it may be any that is not known for another one.
        var unknown = fitting.Length == 0 && profile.Match.Unknown ? wanted.Where(seen => !seen.IsKnown) : fitting;
        return [.. unknown.Select(seen => As(seen, profile))];
    }

    /// <summary>Nothing else that may still be seen can be meant.</summary>
    public bool IsExactly(string address) => Target is { } target && IsSame(address, target);

    /// <summary>The device is the one that is meant, as far as its address and name say.</summary>
    public bool Names(Sighting seen) =>
        Target is not { } target || IsExactly(seen.Address) || seen.Advertisement.Name == target
        || string.Equals(seen.Name, target, StringComparison.OrdinalIgnoreCase) || ShownName.Word(seen.Advertisement.Name) == target;

    private static bool IsSame(string address, string other) => string.Equals(address, other, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<PairingOption> Matched(Sighting seen)
    {
        // Its name may have been replaced since: bluetoothd calls a device as it calls itself once they were connected.
        if (!seen.IsKnown && Known.FirstOrDefault(known => IsSame(known.Device.Address, seen.Address)) is { } before)
            return [new(seen, before.Profile, Unsure: false, $"it is {before.Device.Id}, which was paired as one")];
        // Of a remembered device the person has decided it.
        return seen.Match.Best.Select(candidate => new PairingOption(
            seen, candidate.Profile, candidate.Unsure && !Known.Any(known => known.Profile.Id == candidate.Profile.Id && IsSame(known.Device.Address, seen.Address)), Phrase.Join(", ", candidate.Reasons)));
    }

    private static PairingOption As(Sighting seen, DeviceProfile profile) =>
        seen.Match.Candidates.FirstOrDefault(candidate => candidate.Profile.Id == profile.Id) is { } candidate
            ? new(seen, profile, candidate.Unsure, Phrase.Join(", ", candidate.Reasons))
            : new(seen, profile, Unsure: true, "you named the profile; its advertisement says nothing of it");
}

/// <summary>A remembered device, and what it is.</summary>
public sealed record KnownDevice(PairedDevice Device, DeviceProfile Profile);
