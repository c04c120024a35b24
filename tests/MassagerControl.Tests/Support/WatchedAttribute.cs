using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using MassagerControl.Tests.Support;
using Xunit.v3;

[assembly: Watched]

namespace MassagerControl.Tests.Support;

/// <summary>A test that hangs is named and ends the run as failed, instead of holding it up for ever. <c>TEST_MINUTES</c> sets how long one may take.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class WatchedAttribute : BeforeAfterTestAttribute
{
    private const int HungExitCode = 70;

    private static readonly TimeSpan Longest =
        TimeSpan.FromMinutes(double.Parse(Environment.GetEnvironmentVariable("TEST_MINUTES") ?? "10", CultureInfo.InvariantCulture));

    private static readonly ConcurrentDictionary<string, (string Name, long Began)> Running = [];

    // A thread, not a timer: what hangs may have taken the whole thread pool with it.
    private static readonly Thread Watch = Begin();

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => Running[test.UniqueID] = (test.TestDisplayName, Stopwatch.GetTimestamp());

    public override void After(MethodInfo methodUnderTest, IXunitTest test) => Running.TryRemove(test.UniqueID, out _);

    private static Thread Begin()
    {
        var thread = new Thread(Look) { IsBackground = true, Name = "watch" };
        thread.Start();
        return thread;
    }

    private static void Look()
    {
        while (true)
        {
            Thread.Sleep(TimeSpan.FromSeconds(1));
            if (Running.Values.Where(test => Stopwatch.GetElapsedTime(test.Began) > Longest).Select(test => test.Name).ToArray() is not { Length: > 0 } hung)
                continue;
            Console.Error.WriteLine($"HUNG: no end after {Longest.TotalMinutes} min: {string.Join(", ", hung)}");
            Environment.Exit(HungExitCode);
        }
    }
}
