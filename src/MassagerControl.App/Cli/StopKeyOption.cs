using System.Collections.Immutable;
using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Runtime.Keys;

namespace MassagerControl.App.Cli;

/// <summary><c>--stop-key NAME[:KEY]</c> of <c>run</c> and <c>serve</c>.</summary>
internal static class StopKeyOption
{
    private const string NotHere = "--stop-key: reading keys without a focused window is there on Linux only";

    public static Option<string[]> Create() => OptionValues.NotEmpty(new Option<string[]>("--stop-key")
    {
        Description = "A Bluetooth shutter, presenter or remote whose key is STOP: its name or a part of it, and the key where not any (see: massager keys). "
            + "It is held for this program alone. With a KEY its number keys rate. May be given several times. Linux.",
        HelpName = "NAME[:KEY]",
        DefaultValueFactory = _ => [],
    }, "a name");

    /// <returns>What is wanted, or why that is not to be had.</returns>
    public static (ImmutableArray<StopKey> Keys, ImmutableArray<Phrase> Problems) Read(string[] texts, InputPort? port)
    {
        var keys = texts.Select(StopKey.Parse).ToArray();
        if (keys.Contains(null))
            return ([], ["--stop-key: a name is expected before the colon"]);
        var joined = StopKey.Joined(keys!);
        if (joined.IsEmpty)
            return ([], []);
        return (joined, port is null ? [NotHere] : StopKeySearch.Problems(port, joined));
    }
}
