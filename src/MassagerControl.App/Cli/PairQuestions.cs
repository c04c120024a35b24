using System.Collections.Immutable;
using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Runtime.Pairing;

namespace MassagerControl.App.Cli;

/// <summary>Asks a person which device is meant. Without a terminal nothing is asked.</summary>
internal sealed class PairQuestions(TextReader input, AppConsole console)
{
    // More than fit on a screen help nobody.
    private const int MostShown = 15;

    public bool CanAsk => console.Terminal is not null;

    /// <returns>Null when the person wants none of them.</returns>
    /// <exception cref="OperationCanceledException">Ended before an answer.</exception>
    public async Task<PairingOption?> WhichAsync(ImmutableArray<PairingOption> options, CancellationToken cancellation)
    {
        foreach (var line in Lines(options).Select(console.Language.Say))
            console.Out.WriteLine(line);
        var shown = Math.Min(options.Length, MostShown);
        while (true)
        {
            console.Ask($"Which one? 1–{shown}, or Enter for none:");
            if ((await AnswerAsync(cancellation).ConfigureAwait(false))?.Trim() is not { Length: > 0 } text)
                return null;
            if (OptionValues.Whole(text, 1, shown) is { } number)
                return options[number - 1];
            console.Out.WriteLine($"  {console.Language.Say($"a number from 1 to {shown} is expected")}");
        }
    }

    /// <exception cref="OperationCanceledException">Ended before an answer.</exception>
    public async Task<bool> ConfirmAsync(Phrase question, CancellationToken cancellation)
    {
        console.Ask($"{question} [y/N]");
        return (await AnswerAsync(cancellation).ConfigureAwait(false)) is { } answer && AppConsole.IsYes(answer);
    }

    // A line of a console cannot be called back: its reader is left behind, and what is typed later is nobody's.
    private Task<string?> AnswerAsync(CancellationToken cancellation) => Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellation);

    public static IEnumerable<Phrase> Lines(ImmutableArray<PairingOption> options)
    {
        for (var i = 0; i < Math.Min(options.Length, MostShown); i++)
        {
            var (seen, profile, _, why) = options[i];
            var signal = seen.Signal is null ? "" : $"  {ScanText.Signal(seen)}";
            yield return Phrase.Verbatim($"{i + 1,3}  {seen.Name}  {ScanText.Address(seen.Address, 40)}{signal}");
            yield return $"     {profile.Name} ({profile.Id}): {why}";
        }
        if (options.Length > MostShown)
            yield return $"     and {options.Length - MostShown} weaker ones: name yours by its address";
    }
}
