using System.Buffers.Binary;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>What is said on one link about the attributes of one side of it.</summary>
internal sealed class AttDialogue(int link, ServedDevice device, IAttSink sink, Tally tally)
{
    private const int SignatureLength = 12;
    private const int HandleLength = sizeof(ushort);
    private const int SmallestMtu = 23;

    private readonly PreparedWrites _prepared = new(tally);
    private readonly OpenQuestion _question = new();
    private readonly PartedValue _parted = new();
    private long? _indicated;
    private int _offered;

    /// <summary>Whose attributes it is about.</summary>
    public ServedDevice Device => device;

    /// <param name="pdu">From its opcode on; not empty.</param>
    public void Hear(ReadOnlySpan<byte> pdu, Moment when)
    {
        device.Spoke = true;
        tally.Add(CountedKind.AttPackets);
        sink.Heard(new() { Packet = when.Packet, At = when.At, Link = link, Device = device, Bytes = pdu });
        var understood = AttOpcode.IsOfServer(pdu[0]) switch
        {
            true => HearServer(pdu, when),
            false => HearClient(pdu, when),
            null => Unknown(pdu[0]),
        };
        if (!understood)
            tally.Add(CountedKind.Malformed);
    }

    private bool Unknown(byte opcode)
    {
        tally.AddUnknown(opcode);
        return true;
    }

    private bool HearClient(ReadOnlySpan<byte> pdu, Moment when)
    {
        if (AttOpcode.IsRequest(pdu[0]))
            _question.Ask(pdu, when.Packet);
        var rest = pdu[1..];
        switch (pdu[0])
        {
            case AttOpcode.WriteRequest:
                return SayHandled(AttKind.WriteRequest, rest, when);
            case AttOpcode.WriteCommand:
                return SayHandled(AttKind.WriteCommand, rest, when);
            case AttOpcode.SignedWriteCommand:
                return rest.Length >= HandleLength + SignatureLength && SayHandled(AttKind.WriteCommand, rest[..^SignatureLength], when);
            case AttOpcode.PrepareRequest:
                return _prepared.Add(rest);
            case AttOpcode.ExecuteRequest:
                return Execute(rest, when);
            case AttOpcode.Confirmation:
                Answer(ref _indicated, accepted: true);
                return true;
            case AttOpcode.MtuRequest:
                _offered = rest.Length == sizeof(ushort) ? BinaryPrimitives.ReadUInt16LittleEndian(rest) : 0;
                return rest.Length == sizeof(ushort);
            default:
                // Questions: they are kept, and their answers tell.
                return true;
        }
    }

    private bool HearServer(ReadOnlySpan<byte> pdu, Moment when)
    {
        var rest = pdu[1..];
        switch (pdu[0])
        {
            case AttOpcode.Notification:
                return SayHandled(AttKind.Notification, rest, when);
            case AttOpcode.Indication:
                _indicated = when.Packet;
                return SayHandled(AttKind.Indication, rest, when);
            case AttOpcode.MultipleNotification:
                return Several(rest, when);
            case AttOpcode.Error:
                return Refuse(rest);
        }
        if (!_question.Is(AttOpcode.RequestOf(pdu[0])))
        {
            tally.Add(CountedKind.AnswersWithoutQuestion);
            return true;
        }
        var understood = HearAnswer(pdu[0], rest, when);
        _question.Close();
        return understood;
    }

    private bool HearAnswer(byte opcode, ReadOnlySpan<byte> rest, Moment when)
    {
        switch (opcode)
        {
            case AttOpcode.MtuAnswer:
                return Agree(rest);
            case AttOpcode.WriteAnswer or AttOpcode.ExecuteAnswer:
                sink.Answered(device, link, _question.Packet, accepted: true);
                return true;
            case AttOpcode.ReadAnswer:
                return _question.Handle is { } read && Say(AttKind.ReadResponse, read, _parted.Begin(read, rest), when);
            case AttOpcode.ReadBlobAnswer:
                return GoOn(rest, when);
            case AttOpcode.ReadMultipleAnswer:
                tally.Add(CountedKind.UnsplitValues);
                return true;
            case AttOpcode.ReadMultipleVariableAnswer:
                return SeveralRead(rest, when);
            case AttOpcode.ReadByTypeAnswer when _question.Type is { } type && type != DiscoveredHandles.Characteristic && type != DiscoveredHandles.Include:
                return ReadByType(type, rest, when);
            case AttOpcode.FindInformationAnswer:
                return DiscoveredHandles.AddInformation(device.Table, rest);
            case AttOpcode.FindByTypeAnswer:
                return DiscoveredHandles.AddFound(device.Table, _question, rest);
            case AttOpcode.ReadByTypeAnswer:
                return DiscoveredHandles.AddTyped(device.Table, _question, rest);
            case AttOpcode.ReadByGroupAnswer:
                return DiscoveredHandles.AddGroups(device.Table, _question, rest);
            default:
                return true;
        }
    }

    private bool SayHandled(AttKind kind, ReadOnlySpan<byte> handled, Moment when)
    {
        if (handled.Length < HandleLength)
            return false;
        var handle = BinaryPrimitives.ReadUInt16LittleEndian(handled);
        var value = handled[HandleLength..];
        const int NotifyOrIndicate = 3;
        if (kind == AttKind.WriteRequest && value.Length == sizeof(ushort) && BinaryPrimitives.ReadUInt16LittleEndian(value) <= NotifyOrIndicate)
            device.Table.SetSwitch(handle, value[0] != 0);
        else
            device.Table.SetNoSwitch(handle);
        return Say(kind, handle, value, when);
    }

    private bool Say(AttKind kind, ushort handle, ReadOnlySpan<byte> value, Moment when)
    {
        device.Table.Use(handle);
        if (kind == AttKind.ReadResponse && device.Table.IsName(handle))
            device.ReadName = GattTable.Name(value);
        sink.Said(new() { Packet = when.Packet, At = when.At, Link = link, Device = device, Kind = kind, Handle = handle, Bytes = value });
        return true;
    }

    /// <summary>Each with its handle and its length.</summary>
    private bool Several(ReadOnlySpan<byte> rest, Moment when)
    {
        for (; !rest.IsEmpty; rest = rest[(HandleLength + sizeof(ushort) + BinaryPrimitives.ReadUInt16LittleEndian(rest[HandleLength..]))..])
        {
            if (rest.Length < HandleLength + sizeof(ushort))
                return false;
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest[HandleLength..]);
            if (rest.Length < HandleLength + sizeof(ushort) + length)
                return false;
            Say(AttKind.Notification, BinaryPrimitives.ReadUInt16LittleEndian(rest), rest.Slice(HandleLength + sizeof(ushort), length), when);
        }
        return true;
    }

    /// <summary>Each with its length, of the handles that were asked for.</summary>
    private bool SeveralRead(ReadOnlySpan<byte> rest, Moment when)
    {
        foreach (var handle in _question.Handles)
        {
            // The last ones may not have had room in the packet.
            if (rest.IsEmpty)
                return true;
            if (rest.Length < sizeof(ushort) || rest.Length < sizeof(ushort) + BinaryPrimitives.ReadUInt16LittleEndian(rest))
                return false;
            var end = sizeof(ushort) + BinaryPrimitives.ReadUInt16LittleEndian(rest);
            Say(AttKind.ReadResponse, handle, rest[sizeof(ushort)..end], when);
            rest = rest[end..];
        }
        return rest.IsEmpty;
    }

    private bool ReadByType(GattUuid type, ReadOnlySpan<byte> rest, Moment when)
    {
        if (rest.Length < 1 || rest[0] < HandleLength)
            return false;
        int length = rest[0];
        for (rest = rest[1..]; rest.Length >= length; rest = rest[length..])
        {
            var handle = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            device.Table.AddAttribute(handle, type);
            Say(AttKind.ReadResponse, handle, _parted.Begin(handle, rest[HandleLength..length]), when);
        }
        return rest.IsEmpty;
    }

    private bool GoOn(ReadOnlySpan<byte> part, Moment when)
    {
        if (_question is not { Handle: { } handle, Offset: { } offset })
            return false;
        if (_parted.GoesOnWith(handle, offset))
        {
            // An empty part says that there is no more.
            if (!part.IsEmpty)
                Say(AttKind.ReadResponse, handle, _parted.GoOn(part), when);
        }
        else if (offset == 0)
        {
            Say(AttKind.ReadResponse, handle, _parted.Begin(handle, part), when);
        }
        else
        {
            tally.Add(CountedKind.PartsWithoutBeginning);
        }
        return true;
    }

    private bool Execute(ReadOnlySpan<byte> rest, Moment when)
    {
        if (rest.Length != 1)
            return false;
        const byte Write = 1;
        if (rest[0] == Write)
            foreach (var (handle, value) in _prepared.Values())
                Say(AttKind.WriteRequest, handle, value, when);
        _prepared.Clear();
        return true;
    }

    private bool Agree(ReadOnlySpan<byte> rest)
    {
        if (rest.Length != sizeof(ushort))
            return false;
        device.Mtu = Math.Max(SmallestMtu, Math.Min(_offered, (int)BinaryPrimitives.ReadUInt16LittleEndian(rest)));
        return true;
    }

    /// <summary>The code of the request, a handle, the reason.</summary>
    private bool Refuse(ReadOnlySpan<byte> rest)
    {
        const int Length = 1 + HandleLength + 1;
        if (rest.Length != Length)
            return false;
        tally.Add(CountedKind.Errors);
        if (AttErrors.IsOfSecurity(rest[^1]))
            tally.Add(CountedKind.SecurityErrors);
        if (!_question.Is(rest[0]))
        {
            tally.Add(CountedKind.AnswersWithoutQuestion);
            return true;
        }
        if (rest[0] is AttOpcode.WriteRequest or AttOpcode.ExecuteRequest)
            sink.Answered(device, link, _question.Packet, accepted: false);
        if (rest[0] == AttOpcode.PrepareRequest)
            _prepared.TakeBack();
        _question.Close();
        return true;
    }

    private void Answer(ref long? said, bool accepted)
    {
        if (said is { } packet)
            sink.Answered(device, link, packet, accepted);
        else
            tally.Add(CountedKind.AnswersWithoutQuestion);
        said = null;
    }
}
