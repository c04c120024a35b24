using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Central;

/// <summary>Whatever bluetoothd does not answer ends typed, within the time for it.</summary>
public sealed class UnansweredCallTests
{
    private const int Limit = 120_000;
    private const int SideBySide = 7;

    // Each takes seconds of waiting and nothing else.
    [LiveFact(Timeout = Limit)]
    public Task Every_call_that_is_never_answered_ends_typed_and_nothing_stays_broken() => Parallel.ForEachAsync(
        FaultyCall.Members, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = TestContext.Current.CancellationToken }, async (member, _) => await FaultyCall.EndsTypedAsync(member, "hang"));
}
