using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MassagerControl.Runtime.Os;

namespace MassagerControl.App.Terminal;

/// <summary>A whole terminal, on its alternate screen; writes only lines that changed. Any call may block, or throw when the terminal breaks.</summary>
internal sealed class ScreenCanvas(TerminalPort terminal)
{
    // Alternate screen, no cursor, no wrap at the right edge.
    private const string EnterCodes = "\e[?1049h\e[?25l\e[?7l\e[2J";
    private const string ClearAll = "\e[0m\e[2J";

    // Before the text: after a full line the cursor still stands on its last cell and would clear that.
    private const string ClearLine = "\e[K";

    private ImmutableArray<string> _shown = [];
    private ScreenSize _size;

    public void Enter() => Write(EnterCodes);

    /// <param name="lines">Not wider than the size.</param>
    public void Draw(ImmutableArray<string> lines, ScreenSize size)
    {
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

    /// <summary>The next drawing writes everything.</summary>
    public void Forget() => _shown = [];

    public void Leave() => Write(ScreenCodes.Leave);

    private void Write(string codes)
    {
        terminal.Output.Write(codes);
        terminal.Output.Flush();
    }
}
