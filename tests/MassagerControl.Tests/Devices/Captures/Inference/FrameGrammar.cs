using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Tests.Devices.Captures.Inference;

/// <summary>A made-up device: how its frames are built, what was written and marked, and what is true about it.</summary>
internal sealed class FrameGrammar
{
    public const int Place = 0x10;
    private const int Frames = 1;
    private const int SendableFrames = 32;
    private readonly Random _random;
    private readonly byte[] _body;
    private readonly List<SeenFrame> _seen = [];
    private readonly List<Mark> _marks = [];
    private readonly int _opcodeAt;
    private readonly bool _digits;
    private readonly Dictionary<int, long> _raws = [];
    private readonly ChecksumPart? _checksum;
    private readonly byte[] _opcodes;
    private readonly byte[] _args;
    private long _count;

    public FrameGrammar(int seed)
    {
        _random = new Random(seed);
        var r = _random;
        var length = r.Next(2, 21);
        _digits = length > 6 && r.Next(10) == 0;
        Level = new NumberFormat(_digits ? r.Next(2, 4) : length > 4 && r.Next(4) == 0 ? 2 : 1, r.Next(2) == 0);
        var checksum = length > 3 && !_digits && r.Next(10) < 7 ? ChecksumAlgorithm.All[r.Next(ChecksumAlgorithm.All.Length)] : null;
        if (checksum is { Width: 2 } && length < 5)
            checksum = null;
        Counter = length > 6 && !_digits && r.Next(10) < 3 ? new NumberFormat(r.Next(4) == 0 ? 2 : 1, r.Next(2) == 0) : null;
        _body = new byte[length];
        r.NextBytes(_body);
        if (r.Next(2) == 0)
            for (var i = 2; i < length; i++)
                _body[i] = 0;
        var free = Enumerable.Range(0, length).ToList();
        ChecksumAt = checksum is null ? -1 : r.Next(5) switch { 0 when length > 6 => 1, 1 when length > 5 => length - checksum.Width - 1, _ => length - checksum.Width };
        if (checksum is not null)
        {
            free.RemoveAll(at => at >= ChecksumAt);
            if (ChecksumAt == 1)
                free = [.. Enumerable.Range(1 + checksum.Width, length - 1 - checksum.Width)];
            _checksum = ChecksumAt == 1 ? new ChecksumPart(checksum, 1 + checksum.Width, -1) : new ChecksumPart(checksum, r.Next(Math.Min(3, ChecksumAt - 1)), null);
            if (ChecksumAt != 1)
                free.RemoveAll(at => at < _checksum.From);
        }
        _opcodeAt = free.Count > Level.Width + 1 ? free[0] : -1;
        if (_opcodeAt >= 0)
            free.RemoveAt(0);
        CounterAt = Counter is null ? -1 : TakeRun(free, Counter.Width);
        if (CounterAt < 0)
            Counter = null;
        LevelAt = TakeRun(free, Level.Width);
        if (LevelAt < 0)
            (Level, LevelAt) = (new NumberFormat(1, true), free.Count > 0 ? free[r.Next(free.Count)] : 0);
        _opcodes = [.. Enumerable.Range(0, 256).Select(value => (byte)value).OrderBy(_ => r.Next()).Take(6)];
        _args = [.. Enumerable.Range(0, 6).Select(_ => (byte)r.Next(256))];
        if (_digits)
            Array.Fill(_body, (byte)'A');
        if (_digits && _opcodeAt >= 0)
            _opcodes = [.. "PQRSTU"u8];
        Capture();
    }

    public NumberFormat Level { get; }

    public int LevelAt { get; }

    public NumberFormat? Counter { get; }

    public int CounterAt { get; }

    public int ChecksumAt { get; }

    public ChecksumPart? Checksum => _checksum;

    public bool Digits => _digits;

    /// <summary>Does the capture hold what is needed? Judged by what was done, not by what is found.</summary>
    public bool Suffices { get; private set; } = true;

    public bool StopSuffices { get; private set; }

    public bool KeepAlive { get; private set; }

    public bool CounterSuffices { get; private set; }

    /// <summary>Which of the marked numbers were written, and marked rightly.</summary>
    public HashSet<int> Marked { get; } = [];

    public ImmutableArray<SeenFrame> Seen => [.. _seen];

    public ImmutableArray<Mark> Marks => [.. _marks];

    public IEnumerable<long> Raws => Marked.Select(number => _raws[number]);

    public bool IsRight(int number, long raw, ReadOnlySpan<byte> frame)
    {
        if (!_raws.TryGetValue(number, out var true_) || frame.Length != _body.Length)
            return false;
        _ = raw;
        return frame.SequenceEqual(Build(0, true_, frame));
    }

    public bool IsStop(ReadOnlySpan<byte> frame) => frame.SequenceEqual(StopFrame(frame));

    public bool IsKeepAlive(ReadOnlySpan<byte> frame) => _opcodeAt >= 0 && frame.SequenceEqual(Build(2, null, frame));

    public bool IsGreeting(ReadOnlySpan<byte> frame) => _opcodeAt >= 0 && frame.SequenceEqual(Build(3, null, frame));

    /// <summary>The same command with other levels and counts, as the device's app would write it.</summary>
    public byte[][] Sendable(ReadOnlySpan<byte> like)
    {
        var random = new Random(like.Length);
        var frames = new byte[SendableFrames][];
        for (var i = 0; i < frames.Length; i++)
        {
            frames[i] = like.ToArray();
            random.NextBytes(frames[i].AsSpan(LevelAt, Level.Width));
            if (Counter is not null)
                random.NextBytes(frames[i].AsSpan(CounterAt, Counter.Width));
            _checksum?.Compute(frames[i], ChecksumAt).CopyTo(frames[i], ChecksumAt);
        }
        return frames;
    }

    private byte[] StopFrame(ReadOnlySpan<byte> like) => _opcodeAt >= 0 ? Build(1, null, like) : Build(0, 0, like);

    private int TakeRun(List<int> free, int width)
    {
        var starts = free.Where(at => Enumerable.Range(at, width).All(free.Contains)).ToArray();
        if (starts.Length == 0)
            return -1;
        var start = starts[_random.Next(starts.Length)];
        free.RemoveAll(at => at >= start && at < start + width);
        return start;
    }

    /// <param name="like">Its counter is taken over; empty for the next count.</param>
    private byte[] Build(int operation, long? raw, ReadOnlySpan<byte> like, byte? arg = null)
    {
        var frame = (byte[])_body.Clone();
        if (_opcodeAt >= 0)
            frame[_opcodeAt] = _opcodes[operation];
        if (Counter is not null && like.Length == frame.Length)
            like.Slice(CounterAt, Counter.Width).CopyTo(frame.AsSpan(CounterAt));
        else if (Counter is not null && like.Length == 0)
            Counter.Write(_count++ & Counter.Highest, frame.AsSpan().Slice(CounterAt, Counter.Width));
        if (raw is not { } number)
            frame[LevelAt] = arg ?? (_digits ? (byte)'Z' : _args[operation]);
        else if (_digits)
            Encoding.ASCII.GetBytes(number.ToString($"D{Level.Width}", CultureInfo.InvariantCulture)).CopyTo(frame, LevelAt);
        else
            Level.Write(number, frame.AsSpan().Slice(LevelAt, Level.Width));
        if (_checksum is not null)
            _checksum.Compute(frame, ChecksumAt).CopyTo(frame, ChecksumAt);
        return frame;
    }

    private void Scale(int[] numbers)
    {
        var highest = _digits ? (long)Math.Pow(10, Level.Width) - 1 : Level.Highest;
        var (kind, most) = (_random.Next(4), numbers[^1]);
        var plus = _random.Next(3) == 0 ? _random.Next(0, (int)Math.Min(100, Math.Max(1, highest - most))) : 0;
        var step = kind == 1 ? Math.Max(1, _random.Next(1, (int)Math.Max(2, (highest - plus) / Math.Max(1, most)))) : 1;
        var table = new SortedSet<long>();
        while (kind == 2 && table.Count < most + 1 && table.Count <= highest)
            table.Add(_random.NextInt64(1, highest + 1));
        foreach (var number in Enumerable.Range(1, most))
            _raws[number] = kind == 2 && table.Count > most ? table.ElementAt(number) : Math.Min(highest, plus + ((long)number * step));
        _raws[0] = 0;
        if (_raws.Where(raw => raw.Key > 0).Select(raw => raw.Value).Distinct().Count() < most)
            foreach (var number in Enumerable.Range(1, most))
                _raws[number] = number;
    }

    private void Capture()
    {
        var r = _random;
        int[] numbers = r.Next(3) switch
        {
            0 when !_digits || Level.Width > 2 => [1, 63, 64, 100],
            1 => [.. Enumerable.Range(1, r.Next(2, 6))],
            _ => [.. Enumerable.Range(1, r.Next(5, 13))],
        };
        Scale(numbers);
        var order = r.Next(3) == 0 ? numbers : [.. numbers.OrderBy(_ => r.Next())];
        if (r.Next(3) == 0)
            order = [.. order, order[0], order[r.Next(order.Length)]];
        var stops = r.Next(0, 4);
        var trouble = r.Next(10);
        var (repeats, keepAlive) = (r.Next(3), _opcodeAt >= 0 && r.Next(3) == 0);
        var at = 2.0;
        var actions = new List<(double At, Action Do)>();
        if (_opcodeAt >= 0 && r.Next(2) == 0)
            actions.Add((0.5, () => Write(Now, Build(3, null, []))));
        var plan = order.Select(number => (Stop: false, Number: number)).ToList();
        for (var i = 0; i < stops; i++)
            plan.Insert(i == 0 ? plan.Count : r.Next(1, plan.Count), (true, 0));
        var missing = trouble == 0 ? r.Next(plan.Count) : -1;
        var swapped = trouble == 1 ? r.Next(plan.Count - 1) : -1;
        for (var i = 0; i < plan.Count; i++)
        {
            var (step, index) = (plan[i], i);
            var said = swapped == i ? plan[i + 1] : swapped == i - 1 && swapped >= 0 ? plan[i - 1] : step;
            _marks.Add(new(TimeSpan.FromSeconds(at), said.Stop ? MarkKind.Stop : MarkKind.Level, said.Number, ""));
            if (trouble == 2)
                _marks.Add(new(TimeSpan.FromSeconds(at + 0.05), said.Stop ? MarkKind.Stop : MarkKind.Level, said.Number, ""));
            var delay = (r.NextDouble() * 0.9) - 0.4;
            for (var again = 0; again <= repeats && index != missing; again++)
                actions.Add((at + delay + (again * 0.21), () => Write(Now, step.Stop ? StopFrame([]) : Build(0, _raws[step.Number], []))));
            at += 2 + (r.NextDouble() * 2);
        }
        if (keepAlive)
            for (var beat = 0.7; beat < at; beat += 0.9)
                actions.Add((beat + (r.NextDouble() * 0.1), () => Write(Now, Build(2, null, []))));
        if (_opcodeAt >= 0 && r.Next(3) == 0)
            for (var i = 0; i < r.Next(1, 6); i++)
                actions.Add((r.NextDouble() * at, () => Write(Now, Build(4, null, [], (byte)r.Next(256)))));
        foreach (var action in actions.OrderBy(action => action.At))
        {
            Now = action.At;
            action.Do();
        }
        foreach (var number in numbers)
            Marked.Add(number);
        KeepAlive = keepAlive && at > 8;
        Judge(order, trouble, repeats, stops, numbers);
    }

    private double Now { get; set; }

    /// <summary>
    /// Four levels or more, all written and marked rightly; where bytes of a checksum must be told from others, six different frames of it. A counter must
    /// go on without a mark, or a sweep in order looks the same. A stop is marked twice, or is a level below all. Random bytes of another command are noise.
    /// </summary>
    private void Judge(int[] order, int trouble, int repeats, int stops, int[] numbers)
    {
        var distinct = _seen.Select(frame => Convert.ToHexString(frame.Bytes.AsSpan())).Distinct().Count();
        Suffices = trouble is not (0 or 1) && numbers.Length >= 4 && (_checksum is null || distinct >= 6) && (Counter is null || repeats > 0);
        CounterSuffices = Counter is not null && repeats > 0 && _seen.Count >= 12;
        StopSuffices = Suffices && stops >= 2;
        _ = order;
    }

    private void Write(double at, byte[] bytes) =>
        _seen.Add(new(TimeSpan.FromSeconds(at), Place, Frames, SeenKind.WrittenWithoutResponse, [.. bytes]));
}
