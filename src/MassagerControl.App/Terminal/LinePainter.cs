using MassagerControl.Core.Control;

namespace MassagerControl.App.Terminal;

/// <summary>For terminals that cannot move the cursor: one more line whenever something else than the seconds changed.</summary>
internal sealed class LinePainter(TerminalPort terminal) : IPainter
{
    private string _status = "";
    private string? _hint;
    private string? _note;

    public void Enter()
    {
        // Nothing to prepare: lines are only ever added.
    }

    public void Paint(SessionSnapshot snapshot, ScreenAid aid)
    {
        var status = TerminalView.StatusLine(snapshot, aid.Language).Write(terminal.Look);
        if (aid.HelpOpen)
            status += Environment.NewLine + string.Join(Environment.NewLine, KeyText.Help(aid.Language).Select(line => ScreenLine.Of(line).Write(terminal.Look)));
        if (aid.Hint is { } hint && hint != _hint)
            Write(ScreenLine.Of(hint));
        if (aid.Note is { } note && note != _note)
            Write(ScreenLine.Of(note));
        if (status != _status)
            Write(status);
        (_status, _hint, _note) = (status, aid.Hint, aid.Note);
    }

    public void Forget() => _status = "";

    public void Leave()
    {
        // Nothing to restore.
    }

    private void Write(ScreenLine line) => Write(line.Write(terminal.Look));

    private void Write(string text)
    {
        terminal.Output.WriteLine(text);
        terminal.Output.Flush();
    }
}
