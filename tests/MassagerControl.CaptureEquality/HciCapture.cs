using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.CaptureEquality;

/// <summary>A session as the phone logs it between its controller and itself.</summary>
internal sealed class HciCapture
{
    private const int Step = 7_500;

    private readonly List<CapturedPacket> _packets = [];
    private readonly Dictionary<int, ushort> _handles = [];
    private long _now = 1_700_000_000_000_000;

    private HciCapture()
    {
    }

    public static IReadOnlyList<CapturedPacket> Of(IEnumerable<SessionPart> session)
    {
        var capture = new HciCapture();
        foreach (var part in session)
            capture.Add(part);
        return capture._packets;
    }

    private void Add(SessionPart part)
    {
        switch (part)
        {
            case Advertised advertised:
                Report(0x00, advertised.Address.AsSpan(), advertised.Data.AsSpan());
                if (!advertised.ScanAnswer.IsEmpty)
                    Report(0x04, advertised.Address.AsSpan(), advertised.ScanAnswer.AsSpan());
                break;
            case Connected connected:
                _handles[connected.Link] = connected.Handle;
                Event([0x3E, 19, 0x01, 0, (byte)connected.Handle, 0, 0, 1, .. connected.Address, 24, 0, 0, 0, 0xC8, 0, 0]);
                break;
            case Disconnected disconnected:
                Event([0x05, 4, 0, (byte)_handles[disconnected.Link], 0, 0x13]);
                break;
            case Spoken spoken:
                Take([spoken]);
                break;
            case Mixed mixed:
                Take([.. mixed.Parts]);
                break;
            case HeardTwice twice:
                Take([twice.Part]);
                break;
        }
    }

    private void Report(byte kind, ReadOnlySpan<byte> address, ReadOnlySpan<byte> data) =>
        Event([0x3E, (byte)(12 + data.Length), 0x02, 1, kind, 1, .. address, (byte)data.Length, .. data, 0xC4]);

    private void Take(Spoken[] parts)
    {
        var waiting = parts.Select(part => (Part: part, Fragments: new Queue<byte[]>(Fragments.Of(part)))).ToArray();
        var first = new HashSet<Spoken>(parts, ReferenceEqualityComparer.Instance);
        while (waiting.Any(part => part.Fragments.Count > 0))
            foreach (var (part, fragments) in waiting.Where(part => part.Fragments.Count > 0))
            {
                var fragment = fragments.Dequeue();
                var boundary = !first.Remove(part) ? 1 : part.FromPhone ? 0 : 2;
                var head = _handles[part.Link] | boundary << 12;
                Add(PacketKind.HciAcl, part.FromPhone, [(byte)(head & 0xFF), (byte)(head >> 8), (byte)fragment.Length, 0, .. fragment]);
            }
    }

    private void Event(byte[] bytes) => Add(PacketKind.HciEvent, false, bytes);

    private void Add(PacketKind kind, bool fromHost, byte[] bytes) =>
        _packets.Add(new(_packets.Count + 1, 0, _now += Step, kind, bytes) { FromHost = fromHost });
}
