using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>Keeps what a capture's devices and phones say to each other, at most so many values.</summary>
internal sealed class AttCollector(int mostOfDevice, int mostOfAll) : IAttSink
{
    // Answers come soon; how many values may stand between a question and its answer.
    private const int Reach = 64;

    private readonly List<Kept> _devices = [];
    private int _all;

    public void Heard(in AttPacket packet)
    {
        // Values are kept, and nothing else.
    }

    public void Said(in SaidValue value)
    {
        var kept = Of(value.Device);
        if (kept.Values.Count >= mostOfDevice || _all >= mostOfAll)
        {
            kept.LeftOut++;
            return;
        }
        _all++;
        kept.Values.Add(new(value.Packet, value.At, value.Link, value.Kind, value.Handle, [.. value.Bytes]));
    }

    public void Answered(ServedDevice device, int link, long packet, bool accepted)
    {
        var values = Of(device).Values;
        for (var i = values.Count - 1; i >= 0 && i >= values.Count - Reach && values[i].Packet >= packet; i--)
            if (values[i].Packet == packet && values[i].Link == link)
                values[i] = values[i] with { Acknowledged = accepted };
    }

    /// <summary>Of those with whom anything was said, or to whom a link leads; the one that was written to most comes first.</summary>
    public ImmutableArray<CapturedDevice> ToDevices(AttReader reader) =>
    [
        .. reader.Devices.Where(device => device.Spoke || device.Number is not null)
            .Select(device => Device(device, reader.Advertisers))
            .OrderBy(device => device.OfHost)
            .ThenByDescending(device => device.Values.Count(value => value.Kind is AttKind.WriteRequest or AttKind.WriteCommand)),
    ];

    private CapturedDevice Device(ServedDevice device, Advertisers advertisers)
    {
        var kept = device.Index < _devices.Count ? _devices[device.Index] : new();
        var advertised = device.Number is { } number ? advertisers.Find(number, device.Address) : null;
        var on = device.Table.SwitchedOn();
        return new(device.Address)
        {
            Advertised = advertised,
            Name = device.ReadName ?? advertised?.Name,
            Characteristics =
            [
                .. device.Table.Handles.Select(handle => new CapturedCharacteristic(handle, device.Table.CharacteristicAt(handle))
                {
                    Uuid = device.Table.UuidOf(handle),
                    SwitchedOn = on.Contains(handle),
                }),
            ],
            Values = [.. kept.Values],
            ValuesLeftOut = kept.LeftOut,
            Links = device.Links,
            Encrypted = device.Encrypted,
            Mtu = device.Mtu,
            Identity = device.Identity,
            OfHost = device.IsHost,
            LikelySwitches = [.. device.Table.LikelySwitches.Order()],
            Switches = [.. device.Table.Switches.Order()],
        };
    }

    private Kept Of(ServedDevice device)
    {
        while (_devices.Count <= device.Index)
            _devices.Add(new());
        return _devices[device.Index];
    }

    private sealed class Kept
    {
        public List<AttValue> Values { get; } = [];

        public long LeftOut { get; set; }
    }
}
