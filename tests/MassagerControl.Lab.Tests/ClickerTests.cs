using System.Diagnostics;
using System.Text.Json;
using MassagerControl.Lab.Tests.Support;
using MassagerControl.Runtime.Os;
using MassagerControl.Tests.Runtime.Guarding;
using MassagerControl.Tests.Support;

namespace MassagerControl.Lab.Tests;

/// <summary>STOP by a key of a real kernel: an input device that is pressed, unplugged and plugged in again. Runs in the guest only, see <see cref="InsideTests"/>.</summary>
public sealed class ClickerTests : IDisposable
{
    private const string Name = "AB Shutter3";

    private static readonly TimeSpan StopLimit = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LossLimit = TimeSpan.FromSeconds(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lab");

    public void Dispose() => _folder.Delete(recursive: true);

    [LiveFact(Timeout = 240_000)]
    public async Task A_press_stops_the_session_within_a_tenth_of_a_second_and_goes_nowhere_else()
    {
        using var clicker = new Clicker(Name, Clicker.VolumeUp, Clicker.Six);
        using var session = Run();
        await session.SeesAsync("hold 1/");
        var other = NativeUnix.OpenToRead(Assert.Single(Directory.GetFiles("/dev/input", "event*"), IsClicker));
        clicker.Press(Clicker.Six);
        await session.SeesAsync("rated 6 (stop-key)");
        var pressed = Stopwatch.GetTimestamp();
        clicker.Press(Clicker.VolumeUp);
        await session.EndsAsync();

        Assert.Equal(3, session.ExitCode);
        // Each line is seen after its moment, so this is the latest that the session can have begun.
        var events = Events(session);
        var began = events.Min(one => one.Seen - Ticks(one.Event));
        var stop = Assert.Single(events, one => Type(one.Event) == "stop").Event;
        var off = events.Last(one => Type(one.Event) == "level").Event;
        Assert.Equal(("the key VOLUMEUP of 'AB Shutter3'", 0), (stop.GetProperty("cause").GetString(), off.GetProperty("level").GetInt32()));
        var taken = Stopwatch.GetElapsedTime(pressed, began + Ticks(off));
        TestContext.Current.TestOutputHelper?.WriteLine($"the motor was off {taken.TotalMilliseconds:0.0} ms after the key");
        Assert.InRange(taken, TimeSpan.Zero, StopLimit);
        Assert.Equal(0, NativeUnix.ReadWithin(other, new byte[1024], 0));
        NativeUnix.Close(other);
    }

    [LiveFact(Timeout = 240_000)]
    public async Task One_that_is_unplugged_is_missed_within_a_second_and_stops_again_when_it_is_back()
    {
        var clicker = new Clicker(Name, Clicker.VolumeUp);
        using var session = Run();
        await session.SeesAsync("hold 1/");

        var unplugged = Stopwatch.GetTimestamp();
        clicker.Dispose();
        await session.SeesAsync("the stop key 'AB Shutter3' is gone");
        await session.SeesAsync("no phone or other remote answers");
        var missed = Stopwatch.GetElapsedTime(unplugged, Seen(session, "no phone or other remote answers"));
        TestContext.Current.TestOutputHelper?.WriteLine($"it was missed after {missed.TotalMilliseconds:0.0} ms");
        Assert.InRange(missed, TimeSpan.Zero, LossLimit);

        using var back = new Clicker(Name, Clicker.VolumeUp);
        await session.SeesAsync("the stop key 'AB Shutter3' is back");
        back.Press(Clicker.VolumeUp);
        await session.EndsAsync();
        Assert.Equal(3, session.ExitCode);
        Assert.Contains("STOP: the key VOLUMEUP of 'AB Shutter3'", session.Text, StringComparison.Ordinal);
    }

    [LiveFact(Timeout = 240_000)]
    public async Task The_list_has_it_and_names_its_key()
    {
        using var clicker = new Clicker(Name, Clicker.VolumeUp);
        using var listing = LiveProcess.Start(_folder.FullName, "keys", "--timeout", "60");
        await listing.SeesAsync("Press a key");
        clicker.Press(Clicker.VolumeUp);
        await listing.SeesAsync("--stop-key 'AB Shutter3:VOLUMEUP'");
        listing.Signal(LiveProcess.Interrupt);
        await listing.EndsAsync();

        Assert.Equal(0, listing.ExitCode);
        Assert.Contains(listing.Lines, line => line.Text.Contains(Name, StringComparison.Ordinal) && line.Text.EndsWith("  VOLUMEUP", StringComparison.Ordinal));
    }

    /// <summary>A session on the simulator without a screen. Nobody rates; a stall of the guest at the beginning, which pauses, is answered.</summary>
    private LiveProcess Run()
    {
        var ratings = Path.Combine(_folder.FullName, "ratings.txt");
        File.WriteAllText(ratings, string.Concat(Enumerable.Range(1, 12).Select(time => $"{5 * time} resume\n")));
        var session = LiveProcess.Start(_folder.FullName, "run", "--device", "sim:sim-percussion-gun", "--no-warm-up", "--ratings", ratings, "--stop-key", $"{Name}:VOLUMEUP", "--events", "-");
        session.Input.Close();
        return session;
    }

    private static (long Seen, JsonElement Event)[] Events(LiveProcess session) =>
        [.. session.Lines.Where(line => line.Text.StartsWith('{')).Select(line => (line.At, JsonElement.Parse(line.Text)))];

    private static long Ticks(JsonElement told) => (long)(told.GetProperty("t").GetDouble() * Stopwatch.Frequency);

    private static string? Type(JsonElement told) => told.GetProperty("type").GetString();

    private static long Seen(LiveProcess session, string part) => session.Lines.First(line => line.Text.Contains(part, StringComparison.Ordinal)).At;

    private static bool IsClicker(string path) =>
        File.ReadAllText($"/sys/class/input/{Path.GetFileName(path)}/device/name").Trim() == Name;
}
