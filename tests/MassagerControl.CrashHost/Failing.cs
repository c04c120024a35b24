using System.Diagnostics;
using System.Globalization;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.CrashHost;

/// <summary>The ways in which the session of this process fails when it is told to. Prints the moment before it does: <c>failed TIMESTAMP</c>.</summary>
internal sealed class Failing
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private volatile bool _hangs;

    /// <summary>Takes the lines of the session, on the thread that works for its loop: the place to hang it.</summary>
    public void Pass(string line)
    {
        if (_hangs)
            Hang();
        Console.Out.WriteLine(line);
    }

    public void Await(SessionRun run) => new Thread(() => Listen(run)) { IsBackground = true, Name = "how to fail" }.Start();

    private void Listen(SessionRun run)
    {
        switch (Console.In.ReadLine())
        {
            // The loop hangs on a thread of its own; the clock's thread goes on.
            case "hang":
                _hangs = true;
                run.Post(new EasedInput("test"));
                break;
            // The loop hangs on whatever thread works next, mostly the clock's: nothing in this process keeps a deadline any more.
            case "hang-clock":
                _hangs = true;
                // In a pause there may be nothing to show for minutes.
                Thread.Sleep(Patience);
                run.Post(new EasedInput("test"));
                break;
            case { } line when line.StartsWith("eat ", StringComparison.Ordinal):
                Eat(int.Parse(line[4..], CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void Hang()
    {
        Tell();
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Until the process dies of it: nothing catches what is thrown here.</summary>
    private static void Eat(int bite)
    {
        var eaten = new List<byte[]>();
        Tell();
        while (true)
            eaten.Add(new byte[bite]);
    }

    private static void Tell() => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"failed {Stopwatch.GetTimestamp()}"));
}
