using System.Collections.Immutable;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Conformance;

/// <summary>What a device wants of a link before it listens, and whether the profile's connect steps have all of it.</summary>
internal static class SetupChecks
{
    private const string First = "an unlock frame, a read, a subscription or a bond. See what the maker's app does first on each link, and put that into 'connect'.";

    private const string Else = " It may also wait for a person's press ('wait' with 'say'), or take a level only with a frame that follows it ('then' and 'commits').";

    // Of the Attribute Protocol: a characteristic wants to be subscribed to.
    private const byte NotSubscribed = 0xFD;

    public static ImmutableArray<ConformanceCheck> All { get; } =
    [
        new("setup.not-refused", "Nothing is refused while a link is set up and the motor is told to be off.", "no refusal", bench => EndAsync(bench, GattFailure.Refused, "no refusal", Refused)) { Explains = true },
        new("setup.link-kept", "The device keeps the link while it is set up and the motor is told to be off.", "the link is kept", bench => EndAsync(bench, GattFailure.LinkLost, "kept", Lost)) { Explains = true },
        new("setup.answered", "Everything is answered while a link is set up and the motor is told to be off.", "an answer each time", bench => EndAsync(bench, GattFailure.TimedOut, "all answered", Unanswered)) { Explains = true },
        new("setup.obeyed", "On a link that is set up as the profile says the device does what it is told.", "the motor runs when it is told to", ObeyedAsync),
    ];

    /// <summary>Connects, and explains a failure of that one sort.</summary>
    private static async Task<Finding> EndAsync(CheckBench bench, GattFailure sort, string good, Func<GattException, SentFrame?, Finding> wrong)
    {
        try
        {
            await bench.ConnectAsync().ConfigureAwait(false);
        }
        catch (MassagerException exception)
        {
            return exception.InnerException is GattException cause && cause.Failure == sort && (sort != GattFailure.Refused || cause.AttCode is not null)
                ? wrong(cause, bench.Radio.Sent.LastOrDefault())
                : Finding.DoesNotApply($"No link could be set up, for another reason: {exception.Message}");
        }
        return Finding.Ok(good);
    }

    private static Finding Refused(GattException cause, SentFrame? last) => Finding.Error(After(cause, last), cause switch
    {
        { WantsBond: true } => "The device wants to be bonded with before it takes this: put { \"bond\": true } first into 'connect'.",
        { AttCode: NotSubscribed } => "The device wants a subscription before it takes this: put { \"subscribe\": … } for the characteristic that it notifies on first into 'connect'.",
        _ => $"The device refuses what comes before something that 'connect' does not have: {First}",
    });

    private static Finding Lost(GattException cause, SentFrame? last) => Finding.Error(After(cause, last),
        $"The device takes the link away when it is written to or read before something that 'connect' does not have, or has too late: {First}");

    private static Finding Unanswered(GattException cause, SentFrame? last) => Finding.Error(After(cause, last),
        $"The device leaves unanswered what comes before something that 'connect' does not have, or what it does not know: {First}");

    private static string After(GattException cause, SentFrame? last) => last is null ? $"{cause.Message}; nothing was written before" : $"{cause.Message}; the last write was {last.Hex}";

    private static async Task<Finding> ObeyedAsync(CheckBench bench)
    {
        await bench.ConnectAsync().ConfigureAwait(false);
        var seen = false;
        string? refusal = null;
        foreach (var level in new[] { CheckBench.Lowest, bench.Samples[^1] })
        {
            await bench.PauseAsync().ConfigureAwait(false);
            refusal = (await CheckBench.FaultOfAsync(bench.SetAsync(level)).ConfigureAwait(false))?.Detail.Text;
            if (await bench.SeeAsync().ConfigureAwait(false) is not { } motor)
                continue;
            if (!motor.IsOff)
                return Finding.Ok($"the motor runs at level {motor}");
            seen = true;
        }
        return (seen, refusal) switch
        {
            (_, not null) => Finding.Error(refusal, $"The link is set up as the profile says, and no level is taken: the device may want something first: {First}"),
            (false, _) => bench.NotSeen,
            _ => Finding.Error("every level acknowledged, the motor stands still", $"The device acknowledges what it does not do: it is written to on the wrong characteristic, or it wants something first on each link: {First}{Else}"),
        };
    }
}
