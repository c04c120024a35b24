using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Pairing;

namespace MassagerControl.Runtime.Keys;

/// <summary>Holds the devices whose keys are STOP for this program alone: a press there stops, one that is gone is told and looked for until it is back.</summary>
/// <remarks>Members may be called from any thread. Each device has a thread of its own, so a press waits for no busy pool.</remarks>
public sealed class StopKeyWatch : IDisposable
{
    /// <summary>How often a device that is gone is looked for.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    /// <summary>Where a rating by a number key comes from, for the event log.</summary>
    public const string Source = "stop-key";

    private readonly Lock _gate = new();
    private readonly InputPort _port;
    private readonly ImmutableArray<Wanted> _wanted;
    private readonly Dictionary<string, KeyReader> _readers = [];
    private ITimer? _timer;
    private Action<SessionInput>? _post;
    private StopInput? _kept;
    private int _looking;
    private bool _closed;

    private StopKeyWatch(InputPort port, ImmutableArray<StopKey> keys) => (_port, _wanted) = (port, [.. keys.Select(key => new Wanted(key))]);

    /// <summary>Raised when one is gone, and when it is back; on any thread, must return at once and not throw.</summary>
    public event Action<Phrase>? Told;

    /// <summary>There is one that can stop.</summary>
    public bool IsThere
    {
        get
        {
            lock (_gate)
                return _wanted.Any(wanted => wanted.IsWhole);
        }
    }

    /// <summary>What is held, for the person.</summary>
    public ImmutableArray<Phrase> Held
    {
        get
        {
            lock (_gate)
                return [.. _wanted.Select(wanted => Phrase.Of($"STOP: {KeysOf(wanted.Key)} of {All(wanted.Held.Select(path => $"'{NameOf(_readers[path])}' ({path})"))}"))];
        }
    }

    /// <summary>What is said of those that are gone now.</summary>
    public ImmutableArray<Phrase> Missing
    {
        get
        {
            lock (_gate)
                return [.. _wanted.Where(wanted => !wanted.IsWhole).Select(Gone)];
        }
    }

    /// <summary>Takes the devices. A press from now on counts: it is kept until there is somebody to hand it to.</summary>
    /// <returns>The watch, or why one of them cannot be taken.</returns>
    public static (StopKeyWatch? Watch, ImmutableArray<Phrase> Problems) Open(InputPort port, ImmutableArray<StopKey> keys, TimeProvider time)
    {
        if (StopKeySearch.Problems(port, keys) is { IsEmpty: false } problems)
            return (null, problems);
        var watch = new StopKeyWatch(port, keys);
        watch.Look(first: true);
        if (watch._wanted.Where(wanted => wanted.Held.Count == 0).Select(wanted => wanted.Key.Device).ToImmutableArray() is { IsEmpty: false } missing)
        {
            watch.Dispose();
            return (null, [.. missing.Select(device => Phrase.Of($"--stop-key: '{ShownName.Of(device, 60)}' cannot be taken: another program, or another --stop-key, has it for itself"))]);
        }
        foreach (var wanted in watch._wanted)
            wanted.Whole = wanted.Held.Count;
        watch._timer = time.CreateTimer(_ => watch.LookForMissing(), null, LookAgain, LookAgain);
        return (watch, []);
    }

    /// <summary>There is a session now, or a service that has some.</summary>
    /// <param name="post">Takes a stop, or a rating by a number key; must return at once and not throw.</param>
    public void HandTo(Action<SessionInput> post)
    {
        StopInput? kept;
        lock (_gate)
            (_post, kept, _kept) = (post, _kept, null);
        if (kept is not null)
            post(kept);
    }

    /// <summary>Gives the devices back.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _closed = true;
            foreach (var reader in _readers.Values)
                reader.Dispose();
            _readers.Clear();
        }
    }

    private void LookForMissing()
    {
        lock (_gate)
            if (_wanted.All(wanted => wanted.IsWhole))
                return;
        // One look at a time: the kernel may take longer than the timer.
        if (Interlocked.Exchange(ref _looking, 1) != 0)
            return;
        Look(first: false);
        Volatile.Write(ref _looking, 0);
    }

    private void Look(bool first)
    {
        var devices = _port.List();
        foreach (var wanted in _wanted)
        {
            if (!first && IsWhole(wanted))
                continue;
            foreach (var device in Fitting(wanted, devices))
                Take(wanted, device, first);
            if (!first && IsWhole(wanted))
                Told?.Invoke(Phrase.Of($"the stop key '{wanted.Shown}' is back"));
        }
    }

    // A path means what was there first: the next device that the kernel numbers so may be a keyboard.
    private ImmutableArray<InputDevice> Fitting(Wanted wanted, ImmutableArray<InputDevice> devices) => wanted.Name is { } name
        ? [.. StopKeySearch.Fitting(wanted.Key, devices.Where(device => device.Name == name))]
        : [.. StopKeySearch.Fitting(wanted.Key, StopKeySearch.Meant(_port, wanted.Key, devices))];

    private void Take(Wanted wanted, InputDevice device, bool first)
    {
        lock (_gate)
            if (_closed || _readers.ContainsKey(device.Path))
                return;
        if (_port.Open(device.Path) is not { } file)
            return;
        // Between the list and now its path may have become another device's.
        if (file.Device.Name != device.Name || !file.Grab())
        {
            file.Close();
            return;
        }
        KeyReader? reader = null;
        reader = new KeyReader(file, told => Hear(wanted, device, told), () => Lose(wanted, reader!));
        lock (_gate)
        {
            _readers[device.Path] = reader;
            wanted.Held.Add(device.Path);
            if (wanted.Key.IsPath)
                wanted.Name ??= device.Name;
            wanted.Shown = NameOf(reader);
        }
        var held = first ? [] : file.Down();
        reader.Start();
        // Pressed while it came back: the press itself is over by the time that anybody reads.
        foreach (var code in held.Where(wanted.Key.Stops).Take(1))
            Stop(device, code);
    }

    private void Hear(Wanted wanted, InputDevice device, KeyEvent told)
    {
        if (told.IsLoss)
            Post(new StopInput($"presses of '{ShownName.Of(device.Name)}' were lost, and STOP may be one of them"));
        else if (told.IsDown && wanted.Key.Stops(told.Code))
            Stop(device, told.Code);
        else if (told.IsDown && KeyNames.Rating(told.Code) is { } rating)
            Post(new RatedInput(Discomfort.From(rating), Source));
    }

    private void Stop(InputDevice device, int code) => Post(new StopInput($"the key {KeyNames.Of(code)} of '{ShownName.Of(device.Name)}'"));

    private void Post(SessionInput input)
    {
        Action<SessionInput>? post;
        lock (_gate)
        {
            post = _post;
            if (post is null)
                _kept ??= input as StopInput;
        }
        post?.Invoke(input);
    }

    private void Lose(Wanted wanted, KeyReader reader)
    {
        bool gone;
        lock (_gate)
        {
            _readers.Remove(reader.Device.Path);
            gone = wanted.IsWhole && !_closed;
            wanted.Held.Remove(reader.Device.Path);
        }
        if (gone)
            Told?.Invoke(Gone(wanted));
    }

    private static Phrase Gone(Wanted wanted) => Phrase.Of($"the stop key '{wanted.Shown}' is gone: it stops nothing until it is back");

    private bool IsWhole(Wanted wanted)
    {
        lock (_gate)
            return wanted.IsWhole;
    }

    private static string NameOf(KeyReader reader) => ShownName.Of(reader.Device.Name);

    private static Phrase KeysOf(StopKey key) => key.Keys.IsEmpty ? "any key" : All(key.Keys.Select(KeyNames.Of));

    private static Phrase All(IEnumerable<string> names) =>
        names.Select(Phrase.Verbatim).Aggregate(static (before, name) => Phrase.Of($"{before} and {name}"));

    /// <param name="Key">As the person named it.</param>
    private sealed record Wanted(StopKey Key)
    {
        /// <summary>The paths of its devices that are held.</summary>
        public HashSet<string> Held { get; } = [];

        /// <summary>How many there were at first: one that comes back in part may lack the very key that stops.</summary>
        public int Whole { get; set; }

        public bool IsWhole => Held.Count > 0 && Held.Count >= Whole;

        /// <summary>The only one that it means; null where the person named it by a part of its name.</summary>
        public string? Name { get; set; }

        public string Shown { get; set; } = "";
    }
}
