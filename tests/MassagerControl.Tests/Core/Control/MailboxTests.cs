using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Tests.Core.Control;

public sealed class MailboxTests
{
    private static readonly Limited Output = new(new Level(1), Intensity.FromPercent(20), Intensity.Full, []);
    private static readonly MassagerFault Fault = new(MassagerFaultKind.Refused, "no");

    public static TheoryData<SessionInput> Answers => new()
    {
        new ConnectedInput(),
        new ConnectFailedInput(Fault),
        new OutputAcceptedInput(Output),
        new OutputFailedInput(Output, Fault),
        new OffConfirmedInput(),
        new OffFailedInput(Fault),
        new ReportInput(new LinkLost("away")),
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Stop_overtakes_answers_and_answers_overtake_wishes(SessionInput answer)
    {
        var mailbox = new Mailbox();
        SessionInput[] sent = [new PauseInput("a"), answer, new RatedInput(Discomfort.From(3), "b"), new StopInput("c"), new StopInput("d")];
        foreach (var input in sent)
            mailbox.Add(new(input, null));

        Assert.Equal([sent[3], sent[4], sent[1], sent[0], sent[2]], TakeAll(mailbox));
    }

    [Fact]
    public void An_empty_mailbox_gives_nothing() => Assert.Empty(TakeAll(new Mailbox()));

    [Fact]
    public void Letters_of_many_threads_all_come_and_those_of_each_in_their_order()
    {
        const int Threads = 4;
        const int Each = 50_000;
        var mailbox = new Mailbox();
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() => Add(mailbox, $"{thread}", Each))).ToArray();
        var taken = new List<SessionInput>();

        foreach (var thread in threads)
            thread.Start();
        // Some are taken while others are added, as many as there happen to be.
        for (var i = 0; i < Threads * Each; i++)
            taken.AddRange(TakeAll(mailbox));
        foreach (var thread in threads)
            thread.Join();
        taken.AddRange(TakeAll(mailbox));

        Assert.Equal(Threads * Each, taken.Count);
        Assert.True(mailbox.IsEmpty);
        foreach (var own in taken.Cast<Numbered>().GroupBy(input => input.Thread))
            Assert.Equal(Enumerable.Range(0, Each), own.Select(input => input.Number));
    }

    private static void Add(Mailbox mailbox, string thread, int count)
    {
        for (var number = 0; number < count; number++)
            mailbox.Add(new(new Numbered(thread, number), null));
    }

    private sealed record Numbered(string Thread, int Number) : SessionInput;

    private static IEnumerable<SessionInput> TakeAll(Mailbox mailbox)
    {
        while (mailbox.TryTake(out var letter))
            yield return letter.Input;
    }
}
