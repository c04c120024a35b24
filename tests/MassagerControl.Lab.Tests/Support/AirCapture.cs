using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace MassagerControl.Lab.Tests.Support;

/// <summary>A capture that <c>btmon -w</c> makes in the guest, and what was done meanwhile, as lines of a marks file.</summary>
internal sealed class AirCapture(VirtualMachine machine, string name)
{
    // btsnoop: a head of 16 bytes, then records whose time stands after four numbers of 4 bytes, in microseconds since the year 0.
    private const int FirstTimeAt = 16 + 16;
    private const long EpochMicroseconds = 0x00dcddb30f2f8000;

    // The quickest answer says most.
    private const int ClockReadings = 5;

    // A person notes what they do within about as long; what comes before a level (a start, its gap) takes half of it.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(0.6);

    private readonly List<(DateTimeOffset At, string Text)> _acts = [];
    private TimeSpan _guestAhead;
    private TimeSpan _quickest = TimeSpan.MaxValue;
    private TimeSpan _longest;

    /// <summary>The machine stood still meanwhile: the marks are not where the writes are.</summary>
    public bool Stalled => _quickest > Late || _longest > Late;

    public string Path => System.IO.Path.Combine(machine.Folder, "out", $"{name}.btsnoop");

    /// <summary>Completes when the monitor hears packets.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        await machine.RunAsync($"rm -f /out/{name}.btsnoop; btmon -w /out/{name}.btsnoop </dev/null >/dev/null 2>&1 & until_true 20 test -s /out/{name}.btsnoop", cancellation);
        for (var times = 0; times < ClockReadings; times++)
            await ReadClockAsync(cancellation);
    }

    /// <summary>Somebody does this, and notes it.</summary>
    public async Task MarkAsync(string text, Func<Task> act)
    {
        var began = TimeProvider.System.GetUtcNow();
        _acts.Add((began, text));
        await act();
        if (TimeProvider.System.GetUtcNow() - began is var took && took > _longest)
            _longest = took;
    }

    /// <returns>The marks, by the capture's own clock.</returns>
    public async Task<string> EndAsync(CancellationToken cancellation)
    {
        await machine.RunAsync("pkill -INT -x btmon; until_true 10 eval '! pgrep -x btmon'; sync", cancellation);
        using var file = File.OpenRead(Path);
        var head = new byte[FirstTimeAt + 8];
        await file.ReadExactlyAsync(head, cancellation);
        var first = DateTimeOffset.UnixEpoch.AddMicroseconds(BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(FirstTimeAt)) - EpochMicroseconds);
        var marks = new StringBuilder();
        foreach (var (at, text) in _acts)
            marks.Append(CultureInfo.InvariantCulture, $"{(at + _guestAhead - first).TotalSeconds:0.000} {text}\n");
        return marks.ToString();
    }

    private async Task ReadClockAsync(CancellationToken cancellation)
    {
        var asked = TimeProvider.System.GetUtcNow();
        var told = await machine.RunAsync("date +%s%N", cancellation);
        var took = TimeProvider.System.GetUtcNow() - asked;
        if (took > _quickest)
            return;
        _quickest = took;
        _guestAhead = DateTimeOffset.UnixEpoch.AddTicks(long.Parse(told.Trim(), CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick) - (asked + took / 2);
    }
}
