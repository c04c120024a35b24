using System.Collections.Concurrent;
using System.Collections.Immutable;
using MassagerControl.Runtime.Keys;

namespace MassagerControl.Tests.Support;

/// <summary>The input devices of a computer that a test plugs in, presses and unplugs.</summary>
internal sealed class FakeInput
{
    private readonly ConcurrentDictionary<string, FakeInputDevice> _devices = [];

    public InputPort Port => new()
    {
        List = () => [.. _devices.Values.Select(device => device.Shown).OrderBy(device => device.Path, StringComparer.Ordinal)],
        Open = path => _devices.TryGetValue(path, out var device) && device.Shown.Problem is null ? device.Open() : null,
        Resolve = path => path.StartsWith("/dev/input/by-id/", StringComparison.Ordinal) ? $"/dev/input/{path[17..]}" : path,
    };

    public FakeInputDevice Plug(string name, int number, params int[] keys)
    {
        var device = new FakeInputDevice(new($"/dev/input/event{number}", name, "usb-1/input0", [.. keys]), this);
        _devices[device.Shown.Path] = device;
        return device;
    }

    public void Remove(string path) => _devices.TryRemove(path, out _);
}

/// <summary>One of them. Its file gives the bytes that the kernel would.</summary>
internal sealed class FakeInputDevice(InputDevice device, FakeInput computer)
{
    public const int VolumeUp = 115;
    public const int VolumeDown = 114;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    // Null: gone.
    private readonly BlockingCollection<byte[]?> _reads = [];
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _grabbed;

    public InputDevice Shown { get; set; } = device;

    /// <summary>Another program has it for itself.</summary>
    public bool Taken { get; set; }

    public bool Grabbed => _grabbed;

    public ImmutableArray<int> Down { get; set; } = [];

    /// <summary>Completes when its file was closed.</summary>
    public Task Closed => _closed.Task;

    public void Press(int code) => Send(new KeyEvent(1, code, 1));

    /// <summary>Down, held for a while, and let go, as one read brings it.</summary>
    public void PressLong(int code) => Send(new(4, 4, code), new(1, code, 1), new(0, 0, 0), new(1, code, 2), new(0, 0, 0), new(1, code, 0), new(0, 0, 0));

    public void Send(params KeyEvent[] events) => _reads.Add([.. events.SelectMany(one => one.ToBytes())]);

    public void Unplug()
    {
        computer.Remove(Shown.Path);
        _reads.Add(null);
    }

    public InputFile Open() => new()
    {
        Device = Shown,
        Grab = () => _grabbed = !Taken,
        Read = Read,
        Down = () => Down,
        Close = () =>
        {
            _grabbed = false;
            _closed.TrySetResult();
        },
    };

    private int Read(byte[] buffer)
    {
        if (!_reads.TryTake(out var read, Patience))
            return 0;
        read?.CopyTo(buffer, 0);
        return read?.Length ?? InputFile.Gone;
    }
}
