using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Tests.Devices.Captures.Files;

/// <summary>Mutated capture files of every container, packed or not: no exception, no hang, faults that lie in the file. FUZZ_CAPTURES sets how many.</summary>
public sealed class CaptureFuzzTests
{
    private const int Seed = 20261129;

    private static int Files => Environment.GetEnvironmentVariable("FUZZ_CAPTURES") is { Length: > 0 } count ? int.Parse(count) : 100_000;

    [Fact]
    public void A_mutated_capture_gives_packets_and_faults_only()
    {
        byte[][] plain = [.. SampleSession.Formats.Select(SampleSession.In)];
        byte[][] seeds =
        [
            .. plain,
            ContainerTests.Gzip(plain[0]),
            ContainerTests.Gzip(ContainerTests.Gzip(plain[5])),
            ContainerTests.Zip(("FS/data/misc/bluetooth/logs/btsnoop_hci.log", plain[0], 3), ("x.cfa", ContainerTests.Gzip(plain[1]), 4), ("notes.log", [1, 2, 3], 5)),
        ];
        var random = new Random(Seed);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var (packets, faults) = (0L, 0L);

        for (var file = 0; file < Files; file++)
        {
            var mutated = Mutated(seeds[file % seeds.Length], random);
            var (read, told) = Read(mutated, file);
            packets += read;
            faults += told;
        }

        Assert.True(packets > Files);
        Assert.True(faults > Files / 4);
        // A buffer of 64 KiB, what was told, and sometimes one buffer of the longest record.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - allocated) / Files, 0, 600_000);
    }

    private static (long Packets, long Faults) Read(byte[] file, int number)
    {
        try
        {
            using var reader = CaptureReader.Open(new MemoryStream(file));
            var bytes = 0L;
            while (reader.TryRead(out var packet))
            {
                bytes += packet.Bytes.Length;
                Assert.InRange(packet.Offset, 0, reader.BytesRead);
                Assert.InRange(packet.Microseconds, 0, 253_402_300_800_000_000);
            }
            Assert.True(bytes <= reader.BytesRead, $"file {number}: more bytes in packets than in the file");
            Assert.InRange(reader.BytesRead, 0, 2000L * file.Length + 100);
            Assert.All(reader.Faults, fault => Assert.True(fault.Offset >= 0 && fault.Offset <= Math.Max(file.Length, reader.BytesRead + CaptureInput.LongestRecord), $"file {number}: {fault}"));
            return (reader.Packets, reader.Faults.Length);
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"file {number} of seed {Seed}: {Convert.ToHexString(file)}", exception);
        }
    }

    private static byte[] Mutated(byte[] seed, Random random)
    {
        var file = (byte[])seed.Clone();
        var changes = random.Next(1, 6);
        for (var change = 0; change < changes && file.Length > 0; change++)
            file = Changed(file, random);
        return file;
    }

    private static byte[] Changed(byte[] file, Random random)
    {
        var at = random.Next(file.Length);
        var count = Math.Min(file.Length - at, random.Next(1, 40));
        switch (random.Next(7))
        {
            case 0:
                file[at] ^= (byte)(1 << random.Next(8));
                return file;
            case 1:
                file[at] = (byte)random.Next(256);
                return file;
            case 2:
                file.AsSpan(at, Math.Min(4, file.Length - at)).Fill(random.Next(2) == 0 ? (byte)0xFF : (byte)0);
                return file;
            case 3:
                return file[..at];
            case 4:
                return [.. file[..at], .. file[(at + count)..]];
            case 5:
                return [.. file[..at], .. file.AsSpan(at, count), .. file[at..]];
            default:
                random.NextBytes(file.AsSpan(at, count));
                return file;
        }
    }
}
