using BenchmarkDotNet.Attributes;
using MassagerControl.Core;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Benchmarks.Micro;

/// <summary>From level to bytes and back.</summary>
public class FrameBenchmarks
{
    private DeviceProfile _gun = null!;
    private DeviceProfile _wave = null!;
    private FrameTemplate _status = null!;
    private byte[] _told = [];

    [GlobalSetup]
    public void ReadProfiles()
    {
        var catalog = ProfileCatalog.Shipped();
        (_gun, _wave) = (catalog.Find("sim-percussion-gun")!.Value!, catalog.Find("therabody-wave-solo")!.Value!);
        _status = _gun.Notifications[0].Frame;
        _told = _status.Encode(FieldValues.None.With(FieldNames.Running, 1).With(FieldNames.Level, 3));
    }

    [Benchmark(Description = "encode a level: 4 bytes, xor8")]
    public byte[] EncodeGun() => Encode(_gun);

    [Benchmark(Description = "encode a level: 7 bytes, sum8 (Wave Solo)")]
    public byte[] EncodeWave() => Encode(_wave);

    [Benchmark(Description = "decode a status: 5 bytes, xor8")]
    public bool Decode() => _status.TryDecode(_told, out _, out _);

    private static byte[] Encode(DeviceProfile profile) =>
        profile.SetLevel.Frame.Encode(FieldValues.None.With(FieldNames.Level, profile.Levels.ToRaw(new Level(2))));
}
