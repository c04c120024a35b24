using MassagerControl.Core;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Guarding;

/// <summary>Tells the person what the guard does, wherever they may look. Never waits for anybody to read it.</summary>
/// <remarks>
/// After a hand-over the session still has the terminal: its screen says first that the device's button must be pressed. What the guard has to say is
/// held until the screen is gone, and then stands below its last page. Members may be called from any thread.
/// </remarks>
internal sealed class GuardNotices : IDisposable
{
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Lock _releasing = new();
    private readonly List<(LineWriter Lines, NoticeOutput Output)> _outputs;
    private readonly Action _restoreTerminal;
    private readonly Language _language;
    private readonly List<string> _held = [];
    private bool _holding;
    private bool _handedOver;
    private bool _opened;
    private bool _apart;
    private int _failures;

    /// <param name="restoreTerminal">Gives back the terminal that the session's screen had; must return at once and not throw.</param>
    public GuardNotices(IEnumerable<NoticeOutput> outputs, Action restoreTerminal, Language language)
    {
        (_restoreTerminal, _language) = (restoreTerminal, language);
        _outputs = [.. outputs.Select(output => (new LineWriter(output.Lines, _ => { }), output))];
    }

    public void TookOver(TakeOver takeOver)
    {
        lock (_gate)
        {
            _holding = _handedOver = !takeOver.End;
            // A session that hands over has said in its pipes itself what is to be said.
            if (_handedOver)
                LeavePipes();
        }
        if (takeOver.End)
            _restoreTerminal();
        Say(takeOver.End
            ? Phrase.Of($"{takeOver.Why}: the guard stops it")
            : Phrase.Of($"{takeOver.Why}: the guard goes on trying to stop it for {MotorRescue.Longest.TotalMinutes:0} minutes, and says here when it is off"));
    }

    public void TryFailed(int number, Phrase reason)
    {
        _failures = number;
        // After a hand-over the session's last page has said so already.
        if (number > 1 || _handedOver)
            return;
        Say($"it is NOT confirmed that the motor is off ({reason}): press the button on the device now. The guard goes on trying for {MotorRescue.Longest.TotalMinutes:0} minutes");
        lock (_gate)
            LeavePipes();
    }

    /// <summary>What a person must do at the device before it can be stopped or confirm it.</summary>
    public void Asks(Phrase text) => Say(text);

    public void Ended(bool stopped)
    {
        if (stopped)
            Say("the motor is off: confirmed by the device");
        else
            Say($"it is NOT confirmed that the motor is off, after {_failures} tries: press the button on the device now. The guard gives up");
    }

    /// <summary>The session has the terminal no more: what was held back is told. Does nothing where nothing was handed over.</summary>
    /// <param name="screenIsLeft">The session itself gave it back; otherwise that is done here.</param>
    public void Release(bool screenIsLeft)
    {
        // Whoever closes meanwhile waits until the held lines stand; whoever stops the motor waits for no terminal.
        lock (_releasing)
        {
            if (!IsHolding)
                return;
            if (!screenIsLeft)
                _restoreTerminal();
            lock (_gate)
            {
                (_holding, _opened) = (false, screenIsLeft);
                _held.ForEach(Post);
                _held.Clear();
                _apart = true;
            }
        }
    }

    /// <summary>Waits until everything is told, but no longer than the patience at each place.</summary>
    public void Close(TimeSpan patience)
    {
        Release(screenIsLeft: false);
        foreach (var lines in Lines())
            lines.Close(patience);
    }

    public void Dispose()
    {
        foreach (var lines in Lines())
            lines.Dispose();
    }

    private bool IsHolding
    {
        get
        {
            lock (_gate)
                return _holding;
        }
    }

    private LineWriter[] Lines()
    {
        lock (_gate)
            return [.. _outputs.Select(output => output.Lines)];
    }

    /// <summary>Whoever reads the session's pipe to its end does not wait for the guard.</summary>
    private void LeavePipes()
    {
        foreach (var output in _outputs.Where(output => output.Output.Leave is not null).ToArray())
        {
            _outputs.Remove(output);
            new Thread(() =>
            {
                output.Lines.Close(LongestFarewell);
                output.Output.Leave!();
            })
            { IsBackground = true, Name = "guard pipe" }.Start();
        }
    }

    private void Say(Phrase text)
    {
        lock (_gate)
        {
            if (_holding)
                _held.Add(_language.Say(text));
            else
                Post(_language.Say(text));
        }
    }

    private void Post(string text)
    {
        foreach (var (lines, output) in _outputs)
            lines.Post($"{(_opened ? "" : output.Opening)}{(_apart && output.Shared ? "\r\n" : "")}massager guard: {text}.");
        _opened = true;
    }
}
