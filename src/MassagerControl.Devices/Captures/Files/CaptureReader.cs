using System.Collections.Immutable;
using System.IO.Compression;
using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>Reads the packets of a capture file one after the other, in bounded memory, whatever is in it. It may be packed as .gz, or be a bug report of Android in a .zip.</summary>
/// <remarks>What is wrong with the file is a value, never an exception: <see cref="Faults"/>. For one thread.</remarks>
internal sealed class CaptureReader : IDisposable
{
    /// <summary>No packed file is unpacked further, bytes.</summary>
    public const long MostUnpacked = 4L << 30;

    // A log packed twice happens; more is a trick.
    private const int MostPackings = 2;

    private readonly FaultList _faults = new();
    private readonly ImmutableArray<Phrase>.Builder _notes = ImmutableArray.CreateBuilder<Phrase>();
    private readonly List<IDisposable> _owned = [];
    private readonly List<CaptureInput> _inputs = [];
    private readonly ContainerReader? _container;
    private CaptureInput _input;
    private bool _atEnd;

    private CaptureReader(Stream stream)
    {
        _owned.Add(stream);
        _input = Input(stream, long.MaxValue);
        for (var packing = 0; packing < MostPackings && IsGzip(); packing++)
            Unpack(new GZipStream(new InputStream(_input), CompressionMode.Decompress));
        if (IsZip() && LogInside(stream) is { } log)
            Unpack(log);
        _container = Recognised();
        if (_container is null)
            End();
    }

    /// <summary>Null where the file is none that is known; <see cref="Faults"/> then says so.</summary>
    public CaptureFormat? Format => _container?.Format;

    /// <summary>What is wrong with the file as far as it was read, at most a hundred.</summary>
    public ImmutableArray<CaptureFault> Faults => _faults.Kept;

    /// <summary>How many more faults there are.</summary>
    public long FaultsLeftOut => _faults.LeftOut;

    /// <summary>What was chosen, such as the log inside of an Android bug report; no fault.</summary>
    public ImmutableArray<Phrase> Notes => _notes.ToImmutable();

    /// <summary>The number of the packet that was read last.</summary>
    public long Packets { get; private set; }

    /// <summary>How much of the (unpacked) file was read, bytes.</summary>
    public long BytesRead => _input.Offset;

    /// <exception cref="IOException">There is no such file, or it cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static CaptureReader Open(string path) => Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));

    /// <param name="stream">Belongs to the reader from now on. A zip is only looked into where it can seek.</param>
    public static CaptureReader Open(Stream stream) => new(stream);

    /// <returns>False at the end of the file, and where it cannot be read further.</returns>
    public bool TryRead(out CapturedPacket packet)
    {
        packet = default;
        if (_atEnd)
            return false;
        if (_container!.TryRead(Packets + 1, out packet))
        {
            Packets++;
            return true;
        }
        return End();
    }

    public void Dispose()
    {
        for (var i = _owned.Count - 1; i >= 0; i--)
            _owned[i].Dispose();
    }

    private bool IsGzip() => _input.Have(3) == 3 && _input.Peek(3) is [0x1F, 0x8B, 8];

    private bool IsZip() => _input.Have(4) == 4 && _input.Peek(4) is [(byte)'P', (byte)'K', 3, 4];

    private void Unpack(Stream unpacked)
    {
        _owned.Add(unpacked);
        _input = Input(unpacked, MostUnpacked);
        if (IsGzip() && unpacked is not GZipStream)
            Unpack(new GZipStream(new InputStream(_input), CompressionMode.Decompress));
    }

    private CaptureInput Input(Stream stream, long most)
    {
        var input = new CaptureInput(stream, most);
        _inputs.Add(input);
        return input;
    }

    private Stream? LogInside(Stream stream)
    {
        if (!stream.CanSeek || _owned.Count > 1)
        {
            _faults.Add(0, "a zip is only looked into where it is a file of its own: unpack it first");
            return null;
        }
        var report = new BugReportZip(stream, _faults, _notes);
        _owned.Add(report);
        return report.OpenLog();
    }

    private ContainerReader? Recognised()
    {
        var begin = _input.Peek(_input.Have(1 << 12));
        if (begin.Length >= BtsnoopReader.HeadLength && begin.StartsWith(BtsnoopReader.Magic))
            return new BtsnoopReader(_input, _faults);
        if (begin.Length >= PcapReader.HeadLength && PcapReader.IsOne(begin))
            return new PcapReader(_input, _faults);
        if (PcapngReader.IsOne(begin))
            return new PcapngReader(_input, _faults);
        if (PacketLoggerReader.OrderOf(begin) is { } order)
            return new PacketLoggerReader(_input, _faults, order);
        if (_faults.Kept.IsEmpty)
            _faults.Add(0, begin.IsEmpty ? "the file is empty" : Phrase.Of($"no capture file that is known: it begins with {Convert.ToHexString(begin[..Math.Min(begin.Length, 16)])}"));
        return null;
    }

    private bool End()
    {
        foreach (var input in _atEnd ? [] : _inputs)
        {
            if (input.Broken is { } broken)
                _faults.Add(broken);
        }
        _atEnd = true;
        return false;
    }
}
