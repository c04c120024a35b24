using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MassagerControl.Core.Control;

namespace MassagerControl.App.Terminal;

/// <summary>Paints the whole screen, on the terminal's alternate one; writes only lines that changed.</summary>
internal sealed class ScreenPainter(TerminalPort terminal) : IPainter
{
    /// <summary>Puts back what the screen has changed: the way out for whoever has to do it in the screen's place.</summary>
    public const string LeaveCodes = "\e[0m\e[?7h\e[?25h\e[?1049l";

    // Alternate screen, no cursor, no wrap at the right edge.
    private const string EnterCodes = "\e[?1049h\e[?25l\e[?7l\e[2J";
    private const string ClearAll = "\e[0m\e[2J";

    // Before the text: after a full line the cursor still stands on its last cell and would clear that.
    private const string ClearLine = "\e[K";

    private ImmutableArray<string> _shown = [];
    private ScreenSize _size;

    public void Enter() => Write(EnterCodes);

    public void Paint(SessionSnapshot snapshot, ScreenAid aid)
    {
        var size = terminal.Size();
        var lines = TerminalView.Render(snapshot, aid, size, terminal.Look);
        var codes = new StringBuilder();
        if (size != _size || _shown.Length != lines.Length)
        {
            codes.Append(ClearAll);
            _shown = [];
        }
        for (var row = 0; row < lines.Length; row++)
        {
            if (row >= _shown.Length || _shown[row] != lines[row])
                codes.Append(CultureInfo.InvariantCulture, $"\e[{row + 1};1H{ClearLine}{lines[row]}");
        }
        (_shown, _size) = (lines, size);
        if (codes.Length > 0)
            Write(codes.ToString());
    }

    public void Forget() => _shown = [];

    public void Leave() => Write(LeaveCodes);

    private void Write(string codes)
    {
        terminal.Output.Write(codes);
        terminal.Output.Flush();
    }
}
