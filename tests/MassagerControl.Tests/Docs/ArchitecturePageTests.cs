using MassagerControl.App.Cli;
using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Guarding;
using MassagerControl.Tests.Docs.Chains;

namespace MassagerControl.Tests.Docs;

/// <summary>The chains of <c>docs/architecture.md</c> are true: sessions are followed, and every type on their way stands there, in its order.</summary>
/// <remarks>Of a debug build, as <c>dotnet test</c> makes it: an optimized one has no frame for every call.</remarks>
public sealed class ArchitecturePageTests
{
    private const int MostCalls = 7;
    private const int MostFiles = 15;

    private static readonly ChainPage Page = ChainPage.Own;

    public static TheoryData<string> Headings => [ChainPage.Rating, ChainPage.Eight, ChainPage.Stop, ChainPage.Run, ChainPage.Frame, ChainPage.Kill];

    [Theory]
    [MemberData(nameof(Headings))]
    public void Every_type_of_a_chain_lies_in_its_file_and_is_called_where_the_page_says(string heading) => Assert.Equal([], Page.Wrong(heading));

    [Fact]
    public void The_page_has_these_chains() => Assert.Equal(Headings.Select(heading => heading.Data), Page.Headings);

    [Fact]
    public async Task One_rating() => Assert.Equal(Page.Traced(ChainPage.Rating), CallTrace.Joined(
        await EntryTrace.OfKeyAsync('6'),
        await MachineTrace.OfAsync(new RatedInput(Discomfort.From(6), "test"), session => session with { Plan = session.Plan with { Ceilings = default } }),
        DeviceTrace.OfChain(massager => massager.SetIntensityAsync(Intensity.FromPercent(40), default))));

    [Fact]
    public async Task A_rating_of_8() => Assert.Equal(
        Page.Traced(ChainPage.Eight), await MachineTrace.OfAsync(new RatedInput(Discomfort.From(8), "test"), _ => null!));

    [Fact]
    public async Task Stop() => Assert.Equal(Page.Traced(ChainPage.Stop), CallTrace.Joined(
        await EntryTrace.OfKeyAsync(' '),
        await MachineTrace.OfAsync(new StopInput("test"), _ => null!),
        DeviceTrace.OfChain(massager => massager.StopAsync(default))));

    [Fact]
    public async Task Massager_run() => Assert.Equal(Page.Traced(ChainPage.Run), await EntryTrace.OfCommandAsync());

    /// <summary>How far the loop is from the entry of the program: what a newcomer reads first.</summary>
    [Fact]
    public void The_way_of_massager_run_is_short()
    {
        string[] calls = ["Program", "CommandLine", "RunExecution", "HostedSession", "SessionService", "SessionHost", "SessionRun", "SessionLoop"];
        var rows = Page[ChainPage.Run];
        var way = calls.Select(type => rows.Single(row => row.Type == type)).ToArray();

        Assert.All(way.Zip(way.Skip(1)), call => Assert.True(call.First.Calls(call.Second), $"{call.First.Type} does not call {call.Second.Type}"));
        Assert.InRange(way.Length - 1, 1, MostCalls);
        Assert.InRange(rows.Length, way.Length, MostFiles);
        Assert.Contains(string.Join(" → ", calls.Select(type => $"`{type}`")), File.ReadAllText(Support.Repository.PathOf("docs", "architecture.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_to_a_frame() => Assert.Equal(Page.Traced(ChainPage.Frame), DeviceTrace.OfFrame());

    [Fact]
    public async Task A_kill_to_the_stop_of_the_guard()
    {
        var (types, calls) = await GuardTrace.OfKillAsync();

        Assert.Equal(Page.Traced(ChainPage.Kill), types);
        Assert.Equal(["owner ended", "stopped"], calls);
        Assert.Equal(GuardProgram.CommandName, new GuardCommand(new(TextWriter.Null, TextWriter.Null, Terminal: null), _ => throw new NotSupportedException()).Build().Name);
    }
}
