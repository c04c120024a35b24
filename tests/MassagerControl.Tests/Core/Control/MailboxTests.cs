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

    private static IEnumerable<SessionInput> TakeAll(Mailbox mailbox)
    {
        while (mailbox.TryTake(out var letter))
            yield return letter.Input;
    }
}
