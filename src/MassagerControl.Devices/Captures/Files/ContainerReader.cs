using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>Reads the records of one kind of container.</summary>
internal abstract class ContainerReader(CaptureInput input, FaultList faults)
{
    protected CaptureInput Input { get; } = input;

    protected FaultList Faults { get; } = faults;

    public abstract CaptureFormat Format { get; }

    /// <returns>False at the end, and where what follows cannot be read; the reason is then a fault.</returns>
    public abstract bool TryRead(long number, out CapturedPacket packet);

    /// <summary>Takes the head and the body of a record, or says what is wrong with it.</summary>
    /// <param name="length">Of the body, as its head says.</param>
    protected bool TryBody(long offset, long length, int head, out Memory<byte> body)
    {
        body = default;
        if (length > CaptureInput.LongestRecord)
        {
            Faults.Add(offset, Phrase.Of($"a record of {length} bytes; none is longer than {CaptureInput.LongestRecord}. What follows was not read"));
            return false;
        }
        var whole = head + (int)length;
        if (Input.Have(whole) < whole)
        {
            Faults.Add(offset, Phrase.Of($"the last record is cut off: {Input.Have(whole)} of {whole} bytes are there"));
            return false;
        }
        body = Input.Take(whole)[head..];
        return true;
    }

    /// <summary>Takes off what the link type puts in front; what is wrong with it is a fault, and the packet counts as any other.</summary>
    protected CapturedPacket Unwrap(in CapturedPacket packet, int link, Span<byte> bytes, bool? fromHost)
    {
        var unwrapped = LinkCoding.Unwrap(link, packet, bytes, fromHost, out var problem);
        if (problem is not null)
            Faults.Add(packet.Offset, problem);
        return unwrapped;
    }

    /// <returns>False at the end; a beginning of a head that is cut off is a fault.</returns>
    protected bool HasHead(int head)
    {
        var have = Input.Have(head);
        if (have == head)
            return true;
        if (have > 0)
            Faults.Add(Input.Offset, Phrase.Of($"the last record is cut off: {have} of {head} bytes of its head are there"));
        return false;
    }
}
