using System.Collections.Immutable;
using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary>One pairing from the first packet to the remembered device.</summary>
internal sealed class PairRun(AppConsole console, PairQuestions questions, TimeProvider time)
{
    public required RadioChoice Radio { get; init; }

    public required OpenRadio Open { get; init; }

    public required ProfileLibrary Library { get; init; }

    public required PairedDevices Devices { get; init; }

    public required ImmutableArray<PairedDevice> Known { get; init; }

    /// <summary>What the person wants to call it, or null.</summary>
    public required string? Name { get; init; }

    /// <summary>How long to look for it.</summary>
    public required TimeSpan Time { get; init; }

    // Remembered at another address until now.
    private PairedDevice? _moved;

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(PairingRequest request, CancellationToken cancellation)
    {
        var profiles = Library.ReadAll().Select(entry => entry.Reading.Value).OfType<DeviceProfile>().ToImmutableArray();
        var table = new SightingTable(new ProfileMatcher(profiles), time);
        var looking = Phrase.Of($"Looking for {Time.TotalSeconds:0.#} s with {Radio.Text}. The motor is not started.");
        console.Say(Radio.Kind.Simulated ? Phrase.Of($"SIM: {looking}") : looking);
        // Before it looks: a remembered device that is called otherwise by now is found when it is heard, not after the whole time.
        request = request with { Known = [.. KnownWith(profiles)] };
        await LookAsync(request, table, cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        var options = request.OptionsIn(table.All());
        if (options.IsEmpty && request.MovedIn(table.All()) is [_, ..] moved)
            return await FindAgainAsync(request, moved, profiles, cancellation).ConfigureAwait(false);
        if (options.IsEmpty)
            return NotFound(request, table.All());
        if (await ChooseAsync(options, cancellation).ConfigureAwait(false) is not { } option)
            return questions.CanAsk ? Fail(ExitCode.EndedEarly, "nothing was chosen; nothing was remembered") : Ambiguous(options);
        if (NameProblem(option) is { } taken)
            return Fail(ExitCode.BadInput, taken);
        // Nothing is written to a device that is only guessed at.
        if (NeedsWitness(option, request) && !await IsReallyAsync(option, cancellation).ConfigureAwait(false))
            return questions.CanAsk
                ? Fail(ExitCode.EndedEarly, "nothing was remembered")
                : Fail(ExitCode.Refused, $"{option.Sighting.Name} may be a {option.Profile.Name}, but neither its advertisement nor anything that it says later proves it: if you know it, add --profile {option.Profile.Id}");
        return await IntroduceAsync(option, request, profiles, cancellation).ConfigureAwait(false);
    }

    private IEnumerable<KnownDevice> KnownWith(ImmutableArray<DeviceProfile> profiles) => Known
        .Where(device => device.IsOn(Radio))
        .Join(profiles, device => device.Profile, profile => profile.Id, (device, profile) => new KnownDevice(device, profile));

    /// <summary>A remembered device that has another address by now, as far as its name and profile say: the person knows.</summary>
    private async Task<int> FindAgainAsync(
        PairingRequest request, ImmutableArray<PairingOption> moved, ImmutableArray<DeviceProfile> profiles, CancellationToken cancellation)
    {
        var meant = request.Meant!.Device;
        var at = ScanText.Address(moved[0].Sighting.Address, 40);
        if (moved.Length > 1)
            return Fail(
                ExitCode.Refused, $"{meant.Id} is not at its address any more, and {moved.Length} devices have its name: {string.Join(", ", moved.Select(option => ScanText.Address(option.Sighting.Address, 40)))}",
                $"Switch the others off and try again; or pair yours anew: massager forget {Quoted(meant.Id)}, then massager pair ADDRESS --name {Quoted(meant.Id)}");
        if (!questions.CanAsk)
            return Fail(
                ExitCode.Refused, $"{meant.Id} is not at {ShownName.Of(meant.Address, 60)} any more. A {moved[0].Profile.Name} of its name is at {at}, and nobody can be asked whether that is it",
                $"Some devices change their address each time they are switched on. If it is yours: massager forget {Quoted(meant.Id)}, then massager pair {at} --name {Quoted(meant.Id)}");
        if (!await questions.ConfirmAsync(
            $"{meant.Id} is not at {ShownName.Of(meant.Address, 60)} any more. A {moved[0].Profile.Name} of its name is at {at}: some devices change their address each time they are switched on. Is it yours?", cancellation).ConfigureAwait(false))
            return Fail(ExitCode.EndedEarly, "nothing was changed");
        _moved = meant;
        return await IntroduceAsync(moved[0], request, profiles, cancellation).ConfigureAwait(false);
    }

    private async Task LookAsync(PairingRequest request, SightingTable table, CancellationToken cancellation)
    {
        // Not disposed of: a packet may come after the end.
        var found = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Listening.RunAsync(Open.Radio, seen =>
        {
            table.Take(seen);
            // What a radio only knows of earlier days may be called otherwise than it advertises.
            if (request.IsExactly(seen.Address) && table.Find(seen.Address) is { } sighting && !request.OptionsIn([sighting]).IsEmpty
                && (Radio.Kind.Simulated || sighting.IsKnown || sighting.Signal is not null))
                found.CancelAsync();
        }, Time, time, found.Token).ConfigureAwait(false);
    }

    private async Task<PairingOption?> ChooseAsync(ImmutableArray<PairingOption> options, CancellationToken cancellation)
    {
        if (options is [var only])
            return only;
        return questions.CanAsk ? await questions.WhichAsync(options, cancellation).ConfigureAwait(false) : null;
    }

    private Phrase? NameProblem(PairingOption option)
    {
        if (Name is not { } name)
            return null;
        if (Others(option).FirstOrDefault(other => DeviceName.IsSame(other.Id, name)) is { } taken)
            return $"'{taken.Id}' is another device ({taken.Name}, {ShownName.Of(taken.Address, 60)}): choose another name, or: massager forget {Quoted(taken.Id)}";
        // A second name would silently take the place of the first, which scripts and habits rely on.
        return Known.FirstOrDefault(device => IsThis(device, option)) is { } known && !DeviceName.IsSame(known.Id, name)
            ? Phrase.Of($"this device is paired already, as '{known.Id}', and a device has one name: to call it '{name}', first: massager forget {Quoted(known.Id)}")
            : null;
    }

    private async Task<int> IntroduceAsync(PairingOption option, PairingRequest request, ImmutableArray<DeviceProfile> profiles, CancellationToken cancellation)
    {
        var profile = option.Profile;
        var taken = DeviceUse.LockNameOf(Radio.Text, option.Sighting.Address) is { } lockName ? DeviceRights.Take(lockName, "massager pair", time) : null;
        using var kept = taken?.Lock;
        if (taken?.Refusal is { } refusal)
            return Fail(ExitCode.Refused, refusal);
        console.Say($"Connecting {option.Sighting.Name} as {profile.Name} ({profile.Id}): {option.Why}.");
        var met = await new Introduction(Open.Radio, profile, time, text => console.Out.WriteLine($"  {ShownName.Of(console.Language.Say(text), 200)}")).RunAsync(option.Sighting.Address, profile.Id, cancellation).ConfigureAwait(false);
        if (met.Failure is { } failure)
            return Failed(failure, option, met, profiles);
        foreach (var line in met.Said)
            console.Out.WriteLine($"  {line}");
        return await RememberAsync(option, met, cancellation).ConfigureAwait(false);
    }

    /// <summary>A person must say what it is: its advertisement says little, and after connecting it says nothing that only such a device would say.</summary>
    private static bool NeedsWitness(PairingOption option, PairingRequest request) =>
        option.Unsure && request.Profile is null && !Introduction.ConfirmsItself(option.Profile);

    private async Task<bool> IsReallyAsync(PairingOption option, CancellationToken cancellation) => questions.CanAsk && await questions.ConfirmAsync(
        $"{option.Sighting.Name} at {ScanText.Address(option.Sighting.Address, 40)} may be a {option.Profile.Name} ({option.Why}). Other devices look the same, and nothing that it says later proves it. Is it one?", cancellation).ConfigureAwait(false);

    private async Task<int> RememberAsync(PairingOption option, Introduced met, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var before = Known.FirstOrDefault(device => IsThis(device, option));
        var device = new PairedDevice(
            Name ?? before?.Id ?? DeviceName.For(option, Others(option)),
            AdvertisedName(option, before), option.Sighting.Address, option.Profile.Id, await LastingRadioAsync(cancellation).ConfigureAwait(false), before?.Paired ?? now, now)
        {
            Battery = met.Battery,
        };
        if (_moved is { } moved && !DeviceName.IsSame(moved.Id, device.Id))
            Devices.Forget(moved.Id);
        foreach (var note in Devices.Save(device))
            console.Error.WriteLine(console.Language.Say(note));
        console.Say($"Paired: {device.Id} is a {option.Profile.Name} ({device.Profile}) at {ShownName.Of(device.Address, 60)}.");
        foreach (var line in Facts(option.Profile, met))
            console.Out.WriteLine($"  {console.Language.Say(line)}");
        console.Say($"Next: massager run --device {Quoted(device.Id)}");
        return ExitCode.Completed;
    }

    /// <summary>The name that a profile knows it by; not another one that bluetoothd calls it by since.</summary>
    private static string AdvertisedName(PairingOption option, PairedDevice? before) =>
        before is { Name: var known } && !option.Sighting.IsKnown ? known : ShownName.Of(option.Sighting.Advertisement.Name);

    /// <summary>The radio as it must be named to mean the same later.</summary>
    private async Task<string> LastingRadioAsync(CancellationToken cancellation) =>
        Open.Lasting is { } lasting ? (Radio with { Argument = await lasting(cancellation).ConfigureAwait(false) }).Text : Radio.Text;

    private static IEnumerable<Phrase> Facts(DeviceProfile profile, Introduced met)
    {
        if (met.Battery is { } battery)
            yield return battery <= SessionFacts.LowBatteryPercent ? Phrase.Of($"battery {battery} %: charge it before a session") : Phrase.Of($"battery {battery} %");
        if (!profile.Provenance.VerifiedOnHardware && profile.Provenance.Confidence != Confidence.Virtual)
            yield return "nobody of this project has driven this model yet: keep a hand on its button";
        yield return profile.OnDisconnect switch
        {
            Core.Massagers.OnDisconnect.Stops => "when the link breaks its motor stops",
            Core.Massagers.OnDisconnect.Continues => "when the link breaks its motor goes on: know its button",
            Core.Massagers.OnDisconnect.Unknown => "nobody knows what its motor does when the link breaks: know its button",
        };
    }

    private int NotFound(PairingRequest request, ImmutableArray<Sighting> seen)
    {
        if (request.Target is { } target && seen.FirstOrDefault(request.Names) is { } unknown)
            return Fail(ExitCode.Refused, $"{ShownName.Of(target, 60)} is there, but no profile fits what it advertises: name one with --profile, or write one (docs/device-profiles.md)",
            [
                .. PairUnknown.Advertised(unknown.Advertisement),
                .. PairUnknown.Way(ScanText.Address(unknown.Address, 60)),
                "A device that was connected to this computer before may be known here by another name than it advertises: massager forget ADDRESS --bond, then try again.",
            ]);
        Phrase what = request switch
        {
            { Target: { } missing } => Phrase.Of($"{ShownName.Of(missing, 60)} was not seen"),
            { Profile: { } profile } => Phrase.Of($"nothing that was seen looks like a {profile.Name}"),
            _ => "no massager that a profile describes was seen",
        };
        if (request.Meant is { Device: var meant })
            return Fail(
                ExitCode.DeviceFailed,
                $"{meant.Id} was not seen at {ShownName.Of(meant.Address, 60)}, and nothing of its name and kind elsewhere ({Phrase.Count(seen.Length, "device")} in {Time.TotalSeconds:0.#} s)",
                "Switch it on and wake it. Close its app on every phone: a massager that is connected elsewhere is not seen. Come within a metre.",
                "A device that has another address and another name by now is paired anew: massager pair. massager scan shows everything that is there.");
        return Fail(
            ExitCode.DeviceFailed,
            $"{what} ({Phrase.Count(seen.Length, "device")} in {Time.TotalSeconds:0.#} s)",
            "Switch it on and wake it. Close its app on every phone: a massager that is connected elsewhere is not seen. Come within a metre.",
            "massager scan shows everything that is there; docs/platforms.md helps by symptom.",
            "A massager that no profile knows: massager pair ADDRESS says what it advertises, and how to get a profile for it.");
    }

    private int Ambiguous(ImmutableArray<PairingOption> options)
    {
        Fail(ExitCode.Refused, "more than one device or profile fits, and nobody can be asked: name the device by its address, and its profile with --profile");
        foreach (var line in PairQuestions.Lines(options))
            console.Error.WriteLine(console.Language.Say(line));
        return ExitCode.Refused;
    }

    private int Failed(IntroductionFailure failure, PairingOption option, Introduced met, ImmutableArray<DeviceProfile> profiles)
    {
        var name = option.Sighting.Name;
        return failure switch
        {
            IntroductionFailure.Explained => Fail(ExitCode.DeviceFailed, $"{name}: {met.Sentence}", met.Advice!),
            IntroductionFailure.Unreachable when met.Characteristics is null => Fail(
                ExitCode.DeviceFailed, $"{name} takes no link: {met.Sentence}",
                "Most likely it is connected elsewhere: close its app on every phone, or switch Bluetooth off there. Then switch the massager off and on."),
            IntroductionFailure.Unreachable => Fail(ExitCode.DeviceFailed, $"the link to {name} broke: {met.Sentence}", "Come closer and try again."),
            IntroductionFailure.Silent => Fail(
                ExitCode.DeviceFailed, $"{name} does not answer as a {option.Profile.Name} does: {met.Sentence}",
                "Switch it off and on and try again. If that does not help, it is another model, its firmware is another one, or it wants to be bonded with first (docs/platforms.md, \"wants a bond\")."),
            IntroductionFailure.NotConfirmedOff => Fail(
                ExitCode.MotorMayRun, $"{name} did not confirm that its motor is off: {met.Sentence}", ["Press the button on the device.", .. Advice(met)]),
            _ => Fail(ExitCode.Refused, $"{name}: {met.Sentence}", [Alternatives(option, met, profiles), .. Advice(met)]),
        };
    }

    private static Phrase[] Advice(Introduced met) => met.Advice is { } advice ? [advice] : [];

    private static Phrase Alternatives(PairingOption option, Introduced met, ImmutableArray<DeviceProfile> profiles)
    {
        if (met.Characteristics is not { } characteristics || option.Profile.Misfit(characteristics) is null)
            return "It is not driven.";
        var others = profiles.Where(other => other.Misfit(characteristics) is null).Select(other => other.Id).ToArray();
        return others.Length == 0
            ? "Its services fit no profile: it is another model, or another maker's."
            : Phrase.Of($"Its services would fit {string.Join(", ", others)}. Only if you know that it is one: massager pair {ScanText.Address(option.Sighting.Address, 60)} --profile ID");
    }

    private ImmutableArray<PairedDevice> Others(PairingOption option) => [.. Known.Where(device => !IsThis(device, option))];

    private bool IsThis(PairedDevice device, PairingOption option) => device == _moved || IsAt(device, option);

    private bool IsAt(PairedDevice device, PairingOption option) => device.Address == option.Sighting.Address && device.IsOn(Radio);

    private static string Quoted(string name) => name.Contains(' ', StringComparison.Ordinal) ? $"\"{name}\"" : name;

    private int Fail(int exit, Phrase sentence, params ReadOnlySpan<Phrase> help)
    {
        console.Complain(sentence);
        foreach (var line in help)
            console.Error.WriteLine(console.Language.Say(line));
        return exit;
    }
}
