using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Web.Remotes;
using MassagerControl.Web.Settings;

namespace MassagerControl.App.Cli;

/// <summary>What somebody at the host sees of the service, and answers it.</summary>
/// <param name="json">A program reads the addresses and codes.</param>
internal sealed class ServeDesk(AppConsole console, bool json)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<bool>? _asked;

    /// <summary>Null where nobody sits at a terminal.</summary>
    public ConfirmStart? Confirm => console.Terminal is null ? null : ConfirmAsync;

    public void Show(ShownCode shown)
    {
        lock (_gate)
        {
            if (json)
                console.Out.WriteLine(JsonText.Line(line =>
                {
                    line.WriteStartObject();
                    line.WriteString("url", shown.Url);
                    line.WriteString("code", shown.Code);
                    if (shown.Fingerprint is { } fingerprint)
                        line.WriteString("fingerprint", fingerprint);
                    line.WriteEndObject();
                }));
            else
                foreach (var line in Lines(shown))
                    console.Out.WriteLine(line);
            console.Out.Flush();
        }
    }

    public void Say(Phrase line)
    {
        lock (_gate)
            console.Complain(line);
    }

    /// <summary>Takes the keys of the terminal, where there is one.</summary>
    /// <param name="fresh">Shows a fresh code.</param>
    public void Listen(Action fresh)
    {
        if (console.Terminal is not { } terminal)
            return;
        new Thread(() => ReadKeys(terminal, fresh)) { IsBackground = true, Name = "serve keys" }.Start();
    }

    private IEnumerable<string> Lines(ShownCode shown)
    {
        if (console.Terminal is { Look.Unicode: true })
            foreach (var line in PairingPicture.Lines(shown.Link, dark: true))
                yield return line;
        yield return console.Language.Say($"Open {shown.Url} on the phone and type the code {shown.Code}. It is good for one phone and ten minutes.");
        if (shown.Fingerprint is { } fingerprint)
        {
            yield return console.Language.Say("The phone's browser warns once, as nobody vouches for this computer's own certificate. Go on only where it shows this SHA-256 fingerprint:");
            yield return $"  {fingerprint}";
        }
        if (console.Terminal is not null)
            yield return console.Language.Say("C: a fresh code    Ctrl-C: stop every motor and end");
    }

    private void ReadKeys(TerminalPort terminal, Action fresh)
    {
        try
        {
            while (terminal.ReadKey() is { } key)
                Take(char.ToLowerInvariant(key.KeyChar), fresh);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // The terminal is gone: phones go on.
        }
    }

    private void Take(char key, Action fresh)
    {
        TaskCompletionSource<bool>? asked;
        lock (_gate)
            asked = _asked;
        if (key is 'y' or 'n')
            asked?.TrySetResult(key == 'y');
        else if (key == 'c')
            fresh();
    }

    private async Task<bool> ConfirmAsync(Phrase question, CancellationToken cancellation)
    {
        var asked = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            // One at a time: whoever asks meanwhile is told no.
            if (_asked is not null)
                return false;
            _asked = asked;
            console.Say($"{question}. Y: it may begin    N: no");
        }
        try
        {
            using var late = cancellation.Register(() => asked.TrySetResult(false));
            return await asked.Task.ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
                _asked = null;
        }
    }
}
