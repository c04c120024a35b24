using MassagerControl.Core.Control;

namespace MassagerControl.App.Terminal;

/// <summary>Paints the whole screen.</summary>
internal sealed class ScreenPainter(TerminalPort terminal) : IPainter
{
    private readonly ScreenCanvas _canvas = new(terminal);

    public void Enter() => _canvas.Enter();

    public void Paint(SessionSnapshot snapshot, ScreenAid aid)
    {
        var size = terminal.Size();
        _canvas.Draw(TerminalView.Render(snapshot, aid, size, terminal.Look), size);
    }

    public void Forget() => _canvas.Forget();

    public void Leave() => _canvas.Leave();
}
