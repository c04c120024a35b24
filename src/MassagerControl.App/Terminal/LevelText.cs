using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Terminal;

/// <summary>How strongly the motor works, where its cap is, and why.</summary>
internal static class LevelText
{
    // From so many cells on, a bar has room for words beside it.
    private const int WidestBar = 22;
    private const int NarrowestBar = 11;

    /// <summary>The output with the tightest reason; with the motor off, what would be allowed and why.</summary>
    public static string Sentence(Session session, Language language)
    {
        if (session.MotorMayRun)
            return language.Say("motor: not confirmed off");
        if (!session.MotorIsOff && session.Output is { Level.IsOff: false } output)
            return session.Commanded.IsOff
                ? language.Say($"turning off, was at {output.Intensity.Rounded()}")
                : language.Say($"motor at {output.Intensity.Rounded()}: {output.Tightest?.Reason ?? "as the program asks"}");

        var cap = session.Cap();
        return session.EverDriven
            ? language.Say($"motor off; at most {cap.Cap.Rounded()}: {cap.Reason}")
            : language.Say($"not started; at most {cap.Cap.Rounded()}: {cap.Reason}");
    }

    /// <summary>The bar between its ends, with words for what they and the mark mean, as far as there is room.</summary>
    /// <param name="width">In cells, at least 3.</param>
    public static ScreenLine LabelledBar(Session session, int width, Language language)
    {
        var (off, full) = ($"{language.Say("off")} ", $" {language.Say("full")}");
        var limit = $"{full}  ┃ {language.Say("limit")}";
        var (before, after) = width switch
        {
            _ when width >= off.Length + limit.Length + WidestBar => (off, limit),
            _ when width >= off.Length + full.Length + NarrowestBar => (off, full),
            _ => ("", ""),
        };
        return ScreenLine.Of(before) + Bar(session, width - before.Length - after.Length) + ScreenLine.Of(after);
    }

    /// <summary>Filled up to the output, a mark at the cap.</summary>
    /// <param name="width">In cells, at least 3.</param>
    public static ScreenLine Bar(Session session, int width)
    {
        var empty = session.MotorMayRun || session.MotorIsOff;
        var output = empty ? Intensity.Zero : session.Output?.Intensity ?? Intensity.Zero;
        var inside = width - 1;
        var filled = Cells(output, inside);
        var cap = Math.Max(filled, Cells(session.Cap().Cap, inside));
        return ScreenLine.Of(new string('█', filled), Tone.Strong)
            + ScreenLine.Of(new string('░', cap - filled))
            + ScreenLine.Of("┃", Tone.Strong)
            + ScreenLine.Of(new string('·', inside - cap));
    }

    private static int Cells(Intensity intensity, int all) => (int)Math.Round(intensity.Percent * all / 100, MidpointRounding.AwayFromZero);
}
