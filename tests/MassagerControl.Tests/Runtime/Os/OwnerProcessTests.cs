using System.Diagnostics;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Tests.Runtime.Os;

public sealed class OwnerProcessTests
{
    [Fact]
    public void This_process_lives() => Assert.Equal(ProcessLife.Alive, OwnerProcess.Own.Life());

    [Fact]
    public void A_number_that_was_given_to_another_process_is_not_the_owner() =>
        Assert.Equal(ProcessLife.Gone, (OwnerProcess.Own with { Started = $"{OwnerProcess.Own.Started}1" }).Life());

    [Fact]
    public void A_process_that_ended_is_gone()
    {
        using var process = Process.Start(new ProcessStartInfo("sleep", "60"))!;
        var owner = OwnerProcess.Of(process.Id)!;
        Assert.Equal(ProcessLife.Alive, owner.Life());

        process.Kill();
        process.WaitForExit();

        Assert.Equal(ProcessLife.Gone, owner.Life());
    }

    [Fact]
    public void Nothing_survives_a_start_of_the_machine() => Assert.Equal(ProcessLife.Gone, new OwnerProcess(OwnerProcess.Own.Pid, "another boot").Life());

    [Fact]
    public void A_process_in_another_container_cannot_be_judged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "process namespaces are Linux");
        var boot = OwnerProcess.Own.Started.Split(' ')[0];

        Assert.Equal(ProcessLife.Unknown, new OwnerProcess(1, $"{boot} pid:[1] 1").Life());
    }
}
