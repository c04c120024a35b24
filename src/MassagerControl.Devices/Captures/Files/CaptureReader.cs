using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>Reads the packets of a capture file one after the other, in bounded memory, whatever is in it.</summary>
/// <remarks>What is wrong with the file is a value, never an exception: <see cref="Faults"/>. For one thread.</remarks>
internal sealed class CaptureReader : IDisposable
{
    private readonly CaptureInput _input;
    private readonly FaultList _faults = new();
    private readonly ContainerReader? _container;
    private bool _atEnd;

    private CaptureReader(Stream stream)
    {
        _input = new(stream);
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

    /// <summary>The number of the packet that was read last.</summary>
    public long Packets { get; private set; }

    /// <exception cref="IOException">There is no such file, or it cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static CaptureReader Open(string path) => Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));

    /// <param name="stream">Belongs to the reader from now on.</param>
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

    public void Dispose() => _input.Dispose();

    [SuppressMessage("Performance", "CA1859", Justification = "The other containers are read here too.")]
    private ContainerReader? Recognised()
    {
        var begin = _input.Peek(_input.Have(BtsnoopReader.HeadLength));
        if (begin.Length == BtsnoopReader.HeadLength && begin.StartsWith(BtsnoopReader.Magic))
            return new BtsnoopReader(_input, _faults);
        _faults.Add(0, begin.IsEmpty ? "the file is empty" : Phrase.Of($"no capture file that is known: it begins with {Convert.ToHexString(begin)}"));
        return null;
    }

    private bool End()
    {
        if (_input.Broken is { } broken && !_atEnd)
            _faults.Add(broken);
        _atEnd = true;
        return false;
    }
}
