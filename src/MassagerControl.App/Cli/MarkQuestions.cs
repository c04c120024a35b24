using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Captures.Learning;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Json;

namespace MassagerControl.App.Cli;

/// <summary>Asks a person afterwards what they did at the moments of a capture at which something else was written. For a terminal only.</summary>
internal sealed class MarkQuestions(TextReader input, AppConsole console)
{
    // More is not answered by anybody.
    private const int MostBursts = 40;
    private const int MostFrames = 4;
    private const int MostBytes = 20;

    /// <returns>What was answered, by time; empty where the person knows nothing.</returns>
    /// <exception cref="OperationCanceledException">Ended before the last answer.</exception>
    public async Task<ImmutableArray<Mark>> AskAsync(ImmutableArray<SeenFrame> frames, CancellationToken cancellation)
    {
        var all = MarkBursts.Of(frames);
        ImmutableArray<MarkBurst> bursts = [.. all.Take(MostBursts)];
        if (bursts.IsEmpty)
            return [];
        console.Say($"Something else than before was written at {Phrase.Count(all.Length, "moment")}. What did you do there?");
        if (all.Length > MostBursts)
            console.Say($"You are asked for the first {MostBursts}; a file of marks (--marks) can say more.");
        console.Say("Answer with the level's number, off, on, or battery 80. Enter: nothing, or you do not know. b: back. q: no more questions.");
        var answers = new Mark?[bursts.Length];
        for (var at = 0; at < bursts.Length;)
        {
            Show(bursts[at], at, bursts.Length);
            if (await AnswerAsync(cancellation).ConfigureAwait(false) is not { } text || IsEnd(text))
                break;
            at = Take(text, answers, bursts, at);
        }
        return [.. answers.OfType<Mark>()];
    }

    /// <summary>Asks whether the answers are kept as a file of marks, and writes it.</summary>
    /// <param name="path">Never overwritten.</param>
    /// <returns>False when it could not be written; that was said.</returns>
    public async Task<bool> KeepAsync(string path, ImmutableArray<Mark> marks, CancellationToken cancellation)
    {
        if (marks.IsEmpty)
            return true;
        console.Ask($"Keep these answers as {path}? [y/N]");
        if (!AppConsole.IsYes(await AnswerAsync(cancellation).ConfigureAwait(false)))
            return true;
        try
        {
            using var writer = new StreamWriter(new FileStream(path, FileMode.CreateNew));
            foreach (var mark in marks)
                writer.WriteLine(MarkText.Line(mark));
            console.Say($"{path}: written.");
            return true;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            console.Complain(OutputFile.Problem(path, exception));
            return false;
        }
    }

    /// <returns>The question that comes next.</returns>
    private int Take(string text, Mark?[] answers, ImmutableArray<MarkBurst> bursts, int at)
    {
        if (text.Trim() is "b" or "B")
            return Math.Max(0, at - 1);
        answers[at] = text.Trim().Length == 0 ? null : MarkAnswer.Read(text, bursts[at].At);
        if (text.Trim().Length == 0 || answers[at] is not null)
            return at + 1;
        console.Out.WriteLine($"  {console.Language.Say("a number, off, on, battery and a number, b, q or nothing is expected")}");
        return at;
    }

    private void Show(MarkBurst burst, int at, int of)
    {
        console.Out.WriteLine();
        console.Say($"{at + 1} of {of}: at {burst.At.TotalSeconds:0.0} s");
        foreach (var frame in burst.Frames.Take(MostFrames))
            console.Out.WriteLine($"  0x{frame.Place:X4}  {Hex.Format(frame.Bytes.AsSpan()[..Math.Min(MostBytes, frame.Bytes.Length)])}{(frame.Bytes.Length > MostBytes ? " .." : "")}");
        if (burst.Frames.Length > MostFrames)
            console.Out.WriteLine($"  {console.Language.Say($"and {Phrase.Count(burst.Frames.Length - MostFrames, "frame")} more")}");
        console.Ask("What did you do?");
    }

    private static bool IsEnd(string text) => text.Trim() is "q" or "Q" or "quit" or "ende";

    // A line of a console cannot be called back: its reader is left behind, and what is typed later is nobody's.
    private Task<string?> AnswerAsync(CancellationToken cancellation) => Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellation);
}
