using System.Collections.Immutable;
using System.CommandLine;
using MassagerControl.App.Hosting;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Keys;

namespace MassagerControl.App.Cli;

/// <summary><c>massager keys</c>: which devices have keys, and which key somebody presses.</summary>
internal sealed class KeysCommand(AppConsole console, AppParts parts)
{
    private readonly Option<Boxed<double>?> _timeout = RadioOptions.Timeout("How long to wait for presses; on a terminal until Ctrl-C, otherwise not at all.");
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON at the end." };

    public Command Build()
    {
        var keys = new Command("keys", "Lists the devices with keys and names each key that is pressed, for --stop-key of run and serve. Linux.") { _timeout, _json };
        keys.SetAction(RunAsync);
        return keys;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        if (parts.Input is not { } port)
        {
            console.Complain("keys without a focused window are there on Linux only; in the window of the program its own keys stop, as ever");
            return ExitCode.BadInput;
        }
        var json = result.GetValue(_json);
        var devices = port.List();
        if (!json)
            foreach (var line in KeysText.Lines(devices, console.Language))
                console.Out.WriteLine(line);
        var limit = Limit(result, json);
        var presses = limit == TimeSpan.Zero || devices.IsEmpty && limit is not null ? [] : await HearAsync(port, limit, json, cancellation).ConfigureAwait(false);
        if (json)
            console.Out.WriteLine(JsonText.Indented(text => KeysText.Write(text, devices, presses)));
        return ExitCode.Completed;
    }

    /// <returns>Null: until somebody ends it.</returns>
    private TimeSpan? Limit(ParseResult result, bool json) => result.GetValue(_timeout) is { } seconds
        ? TimeSpan.FromSeconds(seconds.Value)
        : json || console.Terminal is null ? TimeSpan.Zero : null;

    private async Task<ImmutableArray<KeyPress>> HearAsync(InputPort port, TimeSpan? limit, bool json, CancellationToken cancellation)
    {
        var presses = ImmutableArray<KeyPress>.Empty;
        var gate = new Lock();
        using var signals = new EndSignals(cancellation);
        using (new KeyListening(port, Hear, parts.WallClock))
        {
            // Once they are heard, and not before.
            if (!json)
                console.Say(limit is null ? "Press a key of the device that is to be STOP. Ctrl-C ends." : "Press a key of the device that is to be STOP.");
            await WaitAsync(limit, signals.Token).ConfigureAwait(false);
        }
        lock (gate)
            return presses;

        void Hear(InputDevice device, int code)
        {
            lock (gate)
            {
                presses = presses.Add(new(device, code));
                if (!json)
                    console.Say(KeysText.Line(device, code));
            }
        }
    }

    private async Task WaitAsync(TimeSpan? limit, CancellationToken ended)
    {
        try
        {
            await Task.Delay(limit ?? Timeout.InfiniteTimeSpan, parts.WallClock, ended).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Somebody has seen enough.
        }
    }
}
