using System.Text.Json;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Sockets;

namespace MassagerControl.Tests.Support;

/// <summary>A virtual peripheral behind a real socket in a folder of its own.</summary>
internal sealed class ServedPeripheral : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mc");
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _running;

    public ServedPeripheral(string profile = "sim-percussion-gun", string faults = "")
        : this(SimulatedRig.Shipped(profile), faults)
    {
    }

    public ServedPeripheral(DeviceProfile profile, string faults = "")
    {
        Profile = profile;
        Path = System.IO.Path.Combine(_folder.FullName, "s");
        _running = PeripheralServer.RunAsync(
            new()
            {
                Profile = Profile,
                SocketPath = Path,
                Peripheral = new() { Faults = SimulatedRig.Script(Profile, faults) },
                Log = Log,
            },
            TimeProvider.System,
            _ended.Token);
    }

    public DeviceProfile Profile { get; }

    public string Path { get; }

    /// <summary>JSON Lines of the peripheral.</summary>
    public LineWriter Log { get; } = new();

    public SocketRadio Radio => new(Path);

    public ProfiledMassager Driver(Action<MassagerReport> observer)
    {
        var driver = new ProfiledMassager(new() { Profile = Profile, Radio = Radio, Address = Path, Time = TimeProvider.System, Device = "socket", Simulated = true });
        driver.Observe(observer);
        return driver;
    }

    public async Task EndAsync()
    {
        await _ended.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Text that arrives in lines; a test can wait for a line.</summary>
    internal sealed class LineWriter : StringWriter
    {
        private readonly Lock _gate = new();
        private readonly List<(Func<JsonElement, bool> Fits, TaskCompletionSource Seen)> _waiting = [];

        public JsonElement[] Lines
        {
            get
            {
                lock (_gate)
                    return [.. ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
            }
        }

        public IEnumerable<string> Types => Lines.Select(line => line.GetProperty("type").GetString()!);

        public override void Write(string? value)
        {
            lock (_gate)
                base.Write(value);
        }

        public override void Write(char value)
        {
            lock (_gate)
                base.Write(value);
        }

        public override void Flush()
        {
            lock (_gate)
                foreach (var (fits, seen) in _waiting.ToArray())
                    if (Lines.Any(fits))
                        seen.TrySetResult();
        }

        /// <summary>Completes when there is such a line, now or later.</summary>
        public Task HasAsync(Func<JsonElement, bool> fits)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
                _waiting.Add((fits, seen));
            Flush();
            return seen.Task;
        }
    }
}
