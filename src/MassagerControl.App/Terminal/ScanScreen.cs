using System.Collections.Immutable;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Terminal;

/// <summary>A scan on a terminal: the table as it is now, twice a second; a key ends it.</summary>
internal sealed class ScanScreen(TerminalPort terminal, TimeProvider time, Language language)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    /// <param name="report">Gives what is known now.</param>
    /// <param name="ended">Called on the key thread when a person ends the scan.</param>
    /// <returns>Completes when it is ended, and the terminal is as it was.</returns>
    public async Task ShowAsync(Func<ScanReport> report, Action ended, CancellationToken end)
    {
        var canvas = new ScreenCanvas(terminal);
        var began = time.GetTimestamp();
        new Thread(() => ReadKeys(ended)) { IsBackground = true, Name = "scan keys" }.Start();
        using var ticks = new PeriodicTimer(Tick, time);
        canvas.Enter();
        try
        {
            do
            {
                var size = terminal.Size();
                canvas.Draw(Lines(report(), time.GetElapsedTime(began), size), size);
            }
            while (await ticks.WaitForNextTickAsync(end).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            canvas.Leave();
        }
    }

    private ImmutableArray<string> Lines(ScanReport report, TimeSpan passed, ScreenSize size) => size is { Width: > 0, Height: > 0 }
        ? [.. ScanText.Screen(report, passed, size, language).Take(size.Height).Select(line => line.Cut(size.Width).Write(terminal.Look))]
        : [];

    /// <summary>A terminal without keys any more is a reason to end, too.</summary>
    private void ReadKeys(Action ended)
    {
        while (NextKey() is { } key && !Ends(key))
        {
        }
        ended();
    }

    private static bool Ends(ConsoleKeyInfo key) =>
        key.Key is ConsoleKey.Enter or ConsoleKey.Escape or ConsoleKey.Spacebar or ConsoleKey.Q || key.KeyChar is '\r' or '\n' or '\e' or ' ' or 'q' or 'Q' or '\u0004';

    private ConsoleKeyInfo? NextKey()
    {
        try
        {
            return terminal.ReadKey();
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            return null;
        }
    }
}
