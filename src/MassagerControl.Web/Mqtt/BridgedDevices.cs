using System.Collections.Immutable;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;
using MassagerControl.Web.Sessions;
using MassagerControl.Web.Settings;

namespace MassagerControl.Web.Mqtt;

/// <summary>Which massagers there are: those that are paired, and those with a session.</summary>
/// <remarks>For one thread at a time; what it reads of the disk is not read again for a while.</remarks>
internal sealed class BridgedDevices(ServeOptions options, ServedSessions sessions, BridgeIdentity identity)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private ImmutableArray<PairedDevice> _paired = [];
    private ImmutableDictionary<string, string> _models = ImmutableDictionary<string, string>.Empty;
    private ImmutableArray<string> _left = [];
    private int _over;
    private long? _read;

    public ImmutableArray<BridgedDevice> Read()
    {
        var all = sessions.All;
        var over = all.Count(session => session.End is not null);
        // What a session leaves behind is written down at its end.
        if (_read is not { } read || over != _over || options.Time.GetElapsedTime(read) >= Fresh)
            (_over, _read) = (over, Load());
        var running = all.ToLookup(session => session.Setup.Plan.Massager.Device, StringComparer.OrdinalIgnoreCase);
        var paired = _paired.Select(device => Of(device.Id, running[device.Id], device));
        var others = running.Where(own => _paired.All(device => !DeviceName.IsSame(device.Id, own.Key))).Select(own => Of(own.Key, own, null));
        return [.. paired, .. others];
    }

    private long Load()
    {
        try
        {
            var store = new PairedDevices(options.Data.Path);
            (_paired, _left) = (store.All(), store.MayRun());
            var library = new ProfileLibrary(ProfileLibrary.ShippedFolder, options.Profiles);
            _models = _paired.Select(device => device.Profile).Distinct().ToImmutableDictionary(profile => profile, profile => library.Find(profile)?.Reading.Value?.Name ?? profile);
        }
        catch (StoreException)
        {
            // What was known stays; whoever wants to start a session is told.
        }
        return options.Time.GetTimestamp();
    }

    private BridgedDevice Of(string id, IEnumerable<ServedSession> own, PairedDevice? paired)
    {
        var mine = own.ToImmutableArray();
        var traits = mine.FirstOrDefault()?.Setup.Plan.Massager;
        var profile = traits?.Profile ?? paired?.Profile;
        var model = traits?.Name ?? (paired is null ? id : _models.GetValueOrDefault(paired.Profile, paired.Profile));
        var battery = mine.Select(session => session.Snapshot.BatteryPercent).FirstOrDefault(percent => percent is not null) ?? paired?.Battery;
        var left = _left.Any(device => DeviceUse.IsSame(device, id, _paired));
        return new(identity.KeyOf(id), options.Mqtt is { Details: true } && paired is not null ? id : model, profile, battery, left, mine);
    }
}
