using MassagerControl.App.Events;

namespace MassagerControl.App.Guarding;

/// <summary>Tells the person what the guard does, wherever they may look. Never waits for anybody to read it.</summary>
internal sealed class GuardVoice : IDisposable
{
    private const string PressButton = "press the button on the device now";

    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(1);

    private readonly List<(LineWriter Lines, GuardEar Ear)> _ears;
    private readonly Action _restoreTerminal;
    private bool _opened;
    private int _failures;

    /// <param name="restoreTerminal">Gives back the terminal that the session's screen had; must return at once and not throw.</param>
    public GuardVoice(IEnumerable<GuardEar> ears, Action restoreTerminal)
    {
        _restoreTerminal = restoreTerminal;
        _ears = [.. ears.Select(ear => (new LineWriter(ear.Lines, _ => { }), ear))];
    }

    public void TookOver(TakeOver takeOver)
    {
        _restoreTerminal();
        // A session that hands over has said there itself what is to be said.
        if (!takeOver.End)
            LeavePipes();
        Say($"{takeOver.Why}: the guard stops it");
    }

    public void TryFailed(int number, string reason)
    {
        _failures = number;
        if (number > 1)
            return;
        Say($"it is NOT confirmed that the motor is off ({reason}): {PressButton}. The guard goes on trying for {MotorRescue.Longest.TotalMinutes:0} minutes");
        LeavePipes();
    }

    /// <summary>What a person must do at the device before it can be stopped or confirm it.</summary>
    public void Asks(string text) => Say(text);

    public void Ended(bool stopped)
    {
        if (stopped)
            Say("the motor is off: confirmed by the device");
        else
            Say($"it is NOT confirmed that the motor is off, after {_failures} tries: {PressButton}. The guard gives up");
    }

    /// <summary>Waits until everything is told, but no longer than the patience at each place.</summary>
    public void Close(TimeSpan patience) => _ears.ForEach(ear => ear.Lines.Close(patience));

    public void Dispose() => _ears.ForEach(ear => ear.Lines.Dispose());

    /// <summary>Whoever reads the session's pipe to its end does not wait for the guard.</summary>
    private void LeavePipes()
    {
        foreach (var ear in _ears.Where(ear => ear.Ear.Leave is not null).ToArray())
        {
            _ears.Remove(ear);
            new Thread(() =>
            {
                ear.Lines.Close(LongestFarewell);
                ear.Ear.Leave!();
            })
            { IsBackground = true, Name = "guard pipe" }.Start();
        }
    }

    private void Say(string text)
    {
        _ears.ForEach(ear => ear.Lines.Post($"{(_opened ? "" : ear.Ear.Opening)}massager guard: {text}."));
        _opened = true;
    }
}
