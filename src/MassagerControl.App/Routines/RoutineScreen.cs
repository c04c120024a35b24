using System.Collections.Immutable;
using System.Text;
using System.Threading.Channels;
using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Core.Routines;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Routines;

/// <summary>A person goes through a routine by the keys of a terminal.</summary>
internal sealed class RoutineScreen(TerminalPort terminal, KeyPump pump, Language language, TimeProvider time) : IRoutineGuide
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private readonly long _began = time.GetTimestamp();
    private readonly Channel<ConsoleKeyInfo?> _events = Channel.CreateUnbounded<ConsoleKeyInfo?>();
    private ImmutableArray<string> _shown = [];
    private IDisposable? _lease;

    public TimeSpan Now => time.GetElapsedTime(_began);

    /// <summary>Says what is shown; null: nothing is said.</summary>
    public GuidedVoice? Voice { get; init; }

    public async Task<RoutineInput?> NextAsync(RoutineState state, Phrase? hint, CancellationToken cancellation)
    {
        // Held between two steps too: no key is lost while a step is written down.
        _lease ??= pump.Lend(key => _events.Writer.TryWrite(key));
        using var called = cancellation.Register(() => _events.Writer.TryWrite(null));
        using var timer = time.CreateTimer(_ => _events.Writer.TryWrite(default(ConsoleKeyInfo)), null, Tick, Tick);
        Show(state, hint);
        Voice?.Show(state);
        while (true)
        {
            if (await _events.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false) is not { } key)
                return null;
            if (key == default)
            {
                Show(state, hint);
                // What counts may be over, and is written down now and then.
                if (state.Phase == RoutinePhase.Running)
                    return new TickRoutineInput();
            }
            else if (RoutineKeys.Read(key, state.Phase) is { } input)
                return input;
            else
                Show(state, hint = "No such key.");
        }
    }

    /// <summary>Gives the terminal to another screen: the keys, and an empty page. Keys that nobody has read mean nothing there.</summary>
    public void Leave()
    {
        _lease?.Dispose();
        _lease = null;
        Voice?.Cut();
        while (_events.Reader.TryRead(out _))
            continue;
        _shown = [];
        if (terminal.Look.Addressable)
            Write("\e[0m\e[2J\e[H");
    }

    private void Show(RoutineState state, Phrase? hint)
    {
        // A terminal that only adds lines gets them once, without the seconds.
        var look = terminal.Look;
        var now = look.Addressable ? Now : state.Since;
        ImmutableArray<string> lines = [.. RoutineView.Lines(state, now, hint, terminal.Size(), language).Select(line => line.Write(look))];
        if (lines.SequenceEqual(_shown))
            return;
        var text = new StringBuilder(look.Addressable ? (_shown.IsEmpty ? "\e[0m\e[2J\e[H" : "\e[H") : "");
        foreach (var line in lines)
            text.Append(line).Append(look.Addressable ? "\e[K\n" : "\n");
        _shown = lines;
        Write(text.Append(look.Addressable ? "\e[J" : "").ToString());
    }

    private void Write(string text)
    {
        try
        {
            terminal.Output.Write(text);
            terminal.Output.Flush();
        }
        catch (IOException)
        {
            // A terminal that is gone ends its keys too.
        }
    }
}
