using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles.Matching;

namespace MassagerControl.Runtime.Pairing;

/// <summary>Everything that a scan has seen, in bounded memory however much is advertised.</summary>
/// <remarks>Members may be called from any thread and return at once.</remarks>
public sealed class SightingTable(ProfileMatcher matcher, TimeProvider time)
{
    /// <summary>Devices that are kept. A full table gives up one that fits no profile for one that does.</summary>
    public const int Most = 1_000;

    private const int MostServices = 64;
    private const int MostCompanies = 16;

    // An average over about the last five packets: a signal jumps by 10 dB from one to the next.
    private const double Weight = 0.2;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private long _leftOut;

    /// <summary>Packets of devices that found no room.</summary>
    public long LeftOut
    {
        get
        {
            lock (_gate)
                return _leftOut;
        }
    }

    public void Take(Advertisement seen)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(seen.Address, out var known))
                known.Hear(seen, time.GetTimestamp());
            else if (_entries.Count < Most || MakeRoomFor(seen))
                _entries.Add(seen.Address, new Entry(seen, time.GetTimestamp()));
            else
                _leftOut++;
        }
    }

    /// <summary>The device of this address; null when it was not seen.</summary>
    public Sighting? Find(string address)
    {
        lock (_gate)
            return _entries.TryGetValue(address, out var entry) ? entry.Seen(matcher, time) : null;
    }

    public ImmutableArray<Sighting> All()
    {
        lock (_gate)
            return [.. _entries.Values.Select(entry => entry.Seen(matcher, time))];
    }

    private bool MakeRoomFor(Advertisement seen)
    {
        if (matcher.Match(seen).Candidates.IsEmpty)
            return false;
        var given = _entries.FirstOrDefault(entry => entry.Value.Match(matcher).Candidates.IsEmpty).Key;
        return given is not null && _entries.Remove(given);
    }

    private sealed class Entry
    {
        // bluetoothd calls a device by its advertised name, or by the one that it has read from it: whoever looks for one must not lose it by the other.
        private const int MostNames = 4;

        private readonly List<string> _names = [];
        private Advertisement _said;
        private MatchResult? _match;
        private double? _signal;
        private long _heard;

        public Entry(Advertisement first, long at)
        {
            _said = new(first.Address, null, null);
            Hear(first, at);
        }

        /// <summary>A device says one part in its advertisement and another in its scan response.</summary>
        public void Hear(Advertisement next, long at)
        {
            var said = _said with
            {
                Name = string.IsNullOrEmpty(next.Name) ? _said.Name : next.Name,
                Rssi = next.Rssi ?? _said.Rssi,
                Services = With(_said.Services, next.Services),
                ManufacturerData = With(_said.ManufacturerData, next.ManufacturerData),
                InUse = next.InUse,
            };
            if (said.Name != _said.Name || said.Services != _said.Services || said.ManufacturerData != _said.ManufacturerData)
                _match = null;
            if (!string.IsNullOrEmpty(next.Name) && !_names.Contains(next.Name) && _names.Count < MostNames)
                _names.Add(next.Name);
            if (next.Rssi is { } rssi)
                _signal = _signal is { } before ? before + (rssi - before) * Weight : rssi;
            (_said, _heard) = (said, at);
        }

        /// <remarks>By the name of which a profile knows most; by the newest where that makes no difference.</remarks>
        public MatchResult Match(ProfileMatcher matcher)
        {
            if (_match is not null)
                return _match;
            _match = matcher.Match(_said);
            foreach (var said in _names.Where(name => name != _said.Name).Select(name => _said with { Name = name }).ToArray())
                if (matcher.Match(said) is { Candidates: [var best, ..] } match && (_match.Candidates.IsEmpty || best.Score > _match.Candidates[0].Score))
                    (_match, _said) = (match, said);
            return _match;
        }

        public Sighting Seen(ProfileMatcher matcher, TimeProvider time)
        {
            // It decides about the name.
            var match = Match(matcher);
            return new(_said, match, _signal, time.GetElapsedTime(_heard));
        }

        private static ImmutableArray<GattUuid> With(ImmutableArray<GattUuid> known, ImmutableArray<GattUuid> next)
        {
            foreach (var service in next)
                if (known.Length < MostServices && !known.Contains(service))
                    known = known.Add(service);
            return known;
        }

        private static ImmutableDictionary<ushort, ImmutableArray<byte>> With(
            ImmutableDictionary<ushort, ImmutableArray<byte>> known, ImmutableDictionary<ushort, ImmutableArray<byte>> next)
        {
            foreach (var (company, data) in next)
                if (known.TryGetValue(company, out var before) ? !before.AsSpan().SequenceEqual(data.AsSpan()) : known.Count < MostCompanies)
                    known = known.SetItem(company, data);
            return known;
        }
    }
}
