using System.Text;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Os;

namespace MassagerControl.App.Terminal;

/// <summary>What the screen needs of a terminal: its output, its keys, its size. Tests hand in one of their own.</summary>
internal sealed record TerminalPort
{
    /// <summary>May block for as long as the terminal likes.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Waits for the next key; null at the end of input. May throw when the terminal breaks.</summary>
    public required Func<ConsoleKeyInfo?> ReadKey { get; init; }

    public required Func<ScreenSize> Size { get; init; }

    public TerminalLook Look { get; init; } = new();

    /// <summary>Throws away what was typed and not read, so that a shell does not get it.</summary>
    public Action DiscardInput { get; init; } = () => { };

    /// <summary>Begins to turn the terminal's signals into inputs, until disposed; null where there are none.</summary>
    public Func<Action<SessionInput>, IDisposable>? Signals { get; init; }

    /// <summary>The real one. A key press is not echoed; Ctrl-C stays a signal of its own.</summary>
    public static TerminalPort OfConsole() => new()
    {
        Output = Console.Out,
        ReadKey = ReadConsoleKey,
        Size = ConsoleSize,
        Look = ConsoleLook(),
        DiscardInput = NativeUnix.DiscardInput,
        Signals = post => new TerminalSignals(post),
    };

    private static TerminalLook ConsoleLook()
    {
        var look = TerminalLook.Of(Environment.GetEnvironmentVariable);
        return look with { Unicode = look.Unicode && Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage };
    }

    private static ConsoleKeyInfo? ReadConsoleKey()
    {
        var key = Console.ReadKey(intercept: true);
        // A terminal at its end returns its end-of-file character again and again, without waiting; Ctrl-D itself carries its modifier.
        return key is { Key: ConsoleKey.None, KeyChar: < ' ', Modifiers: 0 } ? null : key;
    }

    private static ScreenSize ConsoleSize()
    {
        try
        {
            var (width, height) = (Console.WindowWidth, Console.WindowHeight);
            return width > 0 && height > 0 ? new(width, height) : new(80, 24);
        }
        catch (IOException)
        {
            return new(80, 24);
        }
    }
}
