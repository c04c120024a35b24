using System.Text.Json;
using MassagerControl.Tests.Runtime.Guarding;

namespace MassagerControl.Lab.Tests.Support;

/// <summary><c>massager simulate --radio bluez</c> in a process of its own; its log is the witness.</summary>
internal sealed class AirPeripheral : IDisposable
{
    private readonly LiveProcess _process;

    public AirPeripheral(LabFolder folder, string profile, params string[] args) => _process = folder.Start(
        ["simulate", profile, "--radio", "bluez", "--adapter", VirtualMachine.PeripheralAdapter, "--log", "-", .. args]);

    /// <summary>What happened in it so far.</summary>
    public AirEvent[] Log => [.. _process.Lines.Select(line => line.Text).Where(IsEvent).Select(AirEvent.Parse)];

    public int Level => Levels.LastOrDefault();

    /// <summary>The levels that the motor changed to.</summary>
    public int[] Levels => [.. Log.Select(one => one.Level).OfType<int>()];

    /// <summary>The frames that arrived, as hex.</summary>
    public string[] Frames => [.. Log.Where(one => one.Type == "write").Select(one => one.Hex!)];

    public Task ReadyAsync() => _process.SeesAsync("is ready at");

    /// <summary>Completes when such a thing has happened, now or later.</summary>
    public Task SeesAsync(Func<AirEvent, bool> fits) => _process.SeesAsync(line => IsEvent(line) && fits(AirEvent.Parse(line)));

    public Task SeesAsync(string type) => SeesAsync(one => one.Type == type);

    /// <summary>Completes when this has happened so many times.</summary>
    public Task SeesAsync(string type, int times) => SeesAsync(one => one.Type == type, times);

    /// <inheritdoc cref="SeesAsync(string, int)"/>
    public Task SeesAsync(Func<AirEvent, bool> fits, int times)
    {
        var seen = 0;
        return SeesAsync(one => fits(one) && ++seen == times);
    }

    /// <summary>The time of arrival of its lines (a <see cref="System.Diagnostics.Stopwatch"/> timestamp).</summary>
    public IEnumerable<(long At, AirEvent What)> Arrivals => _process.Lines.Where(line => IsEvent(line.Text)).Select(line => (line.At, AirEvent.Parse(line.Text)));

    /// <summary>As Ctrl-C does it; completes when it has ended.</summary>
    public async Task<int> EndAsync()
    {
        _process.Signal(15);
        await _process.EndsAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        // Shown when the test fails.
        TestContext.Current.TestOutputHelper?.WriteLine($"The peripheral:\n{_process.Text}");
        _process.Dispose();
    }

    private static bool IsEvent(string line) => line.StartsWith('{');
}

/// <summary>A line of a peripheral's log.</summary>
/// <param name="At">Seconds since it was ready.</param>
internal sealed record AirEvent(double At, string Type, string? Hex, int? Level, bool? WithResponse)
{
    public static AirEvent Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return new(
            root.GetProperty("t").GetDouble(),
            root.GetProperty("type").GetString()!,
            root.TryGetProperty("hex", out var hex) ? hex.GetString() : null,
            root.TryGetProperty("level", out var level) ? level.GetInt32() : null,
            root.TryGetProperty("withResponse", out var response) ? response.GetBoolean() : null);
    }
}
